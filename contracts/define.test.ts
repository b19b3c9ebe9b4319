import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { defineContract } from "./define.ts";

const contract = defineContract(
  "network",
  { vpcId: z.string().startsWith("vpc-"), zones: z.number(), password: z.string() },
  { secrets: ["password"] },
);

const run = (
  project: string,
  program: () => Promise<Record<string, unknown>>,
  upstream?: Record<string, unknown>,
) =>
  runProgram({
    project,
    stack: "dev",
    config: {},
    cloud: simulatedCloud({ region: "us-east-1" }),
    program,
    stacks: new Map(
      upstream ? [["organization/network/dev", { outputs: upstream, secrets: ["password"] }] as const] : [],
    ),
  });

describe("a contract", () => {
  it("publishes its keys and marks the declared secrets", async () => {
    const { outputs, secrets } = await run("network", async () =>
      contract.publish({ vpcId: "vpc-1", zones: 3, password: "s3cret" }),
    );
    assert.deepEqual(outputs, { vpcId: "vpc-1", zones: 3, password: "s3cret" });
    assert.deepEqual(secrets, ["password"]);
  });

  it("refuses to publish a missing or an extra key", () => {
    const wrong = { vpcId: "vpc-1", zones: 3, subnet: "x" } as unknown as Parameters<
      typeof contract.publish
    >[0];
    assert.throws(() => contract.publish(wrong), /missing \[password\], not in the contract \[subnet\]/);
  });

  it("hands plain values on, and secrets as secret outputs", async () => {
    let zones: number | undefined;
    const { outputs, secrets } = await run(
      "cluster",
      async () => {
        const network = await contract.consume();
        zones = network.zones;
        return { vpcId: network.vpcId, password: pulumi.output(network.password) };
      },
      { vpcId: "vpc-1", zones: 3, password: "s3cret" },
    );
    assert.equal(zones, 3);
    assert.deepEqual(outputs, { vpcId: "vpc-1", password: "s3cret" });
    assert.deepEqual(secrets, ["password"]);
  });

  it("reports every wrong key of an older layer in one error, and what to run", async () => {
    const consume = run("cluster", async () => ({ ...(await contract.consume()) }), { vpcId: "subnet-1" });
    await assert.rejects(consume, (error: Error) => {
      for (const part of ["vpcId", "zones", "password", "pulumi up -s dev in stacks/network"]) {
        assert.ok(error.message.includes(part), `${part} is missing in: ${error.message}`);
      }
      return true;
    });
  });
});
