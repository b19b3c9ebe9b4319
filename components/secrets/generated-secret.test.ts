import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
import { GeneratedSecret, type GeneratedSecretArgs } from "./generated-secret.ts";

const plan = (args: Partial<GeneratedSecretArgs>) =>
  runProgram({
    project: "test",
    stack: "test",
    config: {},
    cloud: simulatedCloud({ region: "us-east-1" }),
    stacks: new Map(),
    program: async () => {
      const providers = [new aws.Provider("aws", { region: "us-east-1" }), new random.Provider("random")];
      const { arn } = new GeneratedSecret(
        "login",
        {
          description: "A login",
          kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
          generate: { password: { form: "password", length: 32 }, key: { form: "fernet" } },
          ...args,
        },
        { providers },
      );
      return { arn };
    },
  });

describe("GeneratedSecret", () => {
  it("keeps what it made up as one secret JSON, in the forms asked for", async () => {
    const { outputs, resources, secrets } = await plan({ fixed: { username: "admin" } });
    const version = resources.find(({ type }) => type.endsWith(":SecretVersion"));
    assert.notEqual(typeof version?.inputs.secretString, "string", "the value is not marked secret");
    const { username, password, key } = JSON.parse(String(reveal(version?.inputs.secretString)));
    assert.equal(username, "admin");
    assert.match(password, /^[0-9A-Za-z]{32}$/);
    // 32 bytes, as https://github.com/fernet/spec says.
    assert.match(key, /^[0-9A-Za-z_-]{43}=$/);
    assert.match(String(outputs.arn), /^arn:aws:secretsmanager:.*:secret:/);
    assert.deepEqual(secrets, [], "the address of a secret is none");
  });

  it("refuses short passwords, a key that is made up and given, and other waiting times", async () => {
    await assert.rejects(
      plan({
        generate: { password: { form: "password", length: 8 } },
        fixed: { password: "x" },
        recoveryWindowInDays: 3,
      }),
      /generate\.password\.length: found 8[\s\S]*fixed\.password[\s\S]*recoveryWindowInDays: found 3/,
    );
  });
});
