import assert from "node:assert/strict";
import { secretSignature, signatureKey } from "@aip/common/protocol.ts";
import { Value } from "@aip/common/value.ts";
import { readResources, UnreadableFile } from "./state.ts";

const secret = { [signatureKey]: secretSignature, ciphertext: "v1:x" };
const provider = "urn:pulumi:prod::web::pulumi:providers:aws::aws";
const bucket = "urn:pulumi:prod::web::aws:s3/bucket:Bucket::site";
const state = {
  version: 3,
  deployment: {
    manifest: {},
    resources: [
      {
        urn: "urn:pulumi:prod::web::pulumi:pulumi:Stack::web-prod",
        type: "pulumi:pulumi:Stack",
        custom: false,
      },
      {
        urn: provider,
        type: "pulumi:providers:aws",
        custom: true,
        id: "p1",
        inputs: { region: "eu-west-1", defaultTags: '{"tags":{"Owner":"web"}}' },
      },
      {
        urn: bucket,
        type: "aws:s3/bucket:Bucket",
        custom: true,
        id: "site-1a2b",
        protect: true,
        parent: "urn:pulumi:prod::web::pulumi:pulumi:Stack::web-prod",
        provider: `${provider}::p1`,
        dependencies: [],
        propertyDependencies: { tags: [] },
        inputs: {
          bucket: "site-1a2b",
          password: secret,
          open: { ...secret, plaintext: '"hunter2"' },
          note: null,
        },
      },
      { urn: `${bucket}-old`, type: "aws:s3/bucket:Bucket", custom: true, delete: true, inputs: {} },
    ],
  },
};

describe("readResources", () => {
  it("reads the resources of an exported state with region, tags and dependencies", () => {
    const { kind, environment, resources } = readResources(JSON.stringify(state));
    assert.deepEqual([kind, environment, resources.length], ["state", "prod", 1]);
    const [site] = resources;
    assert.equal(site?.name, "site");
    assert.equal(site?.id, "site-1a2b");
    assert.equal(site?.region, "eu-west-1");
    assert.equal(site?.protect, true);
    assert.deepEqual(site?.defaultTags, { Owner: "web" });
  });

  it("keeps encrypted secrets hidden and reads those that are shown", () => {
    const [site] = readResources(JSON.stringify(state)).resources;
    assert.deepEqual(site?.inputs, {
      bucket: "site-1a2b",
      password: "[secret]",
      open: "hunter2",
      note: null,
    });
  });

  it("reads a plan, where null is what is not known", () => {
    const plan = {
      version: 1,
      environment: "dev",
      region: "us-east-1",
      layers: [
        {
          name: "web",
          resources: [
            {
              urn: bucket,
              type: "aws:s3/bucket:Bucket",
              name: "site",
              provider: "",
              custom: true,
              protect: false,
              dependsOn: ["x"],
              inputs: { bucket: null, tags: { a: null } },
            },
          ],
        },
      ],
    };
    const { kind, environment, resources } = readResources(JSON.stringify(plan));
    assert.deepEqual([kind, environment], ["plan", "dev"]);
    assert.deepEqual(resources[0]?.dependsOn, ["x"]);
    assert.equal(resources[0]?.region, "us-east-1");
    assert.equal(Value.of(resources[0]?.inputs).at("tags", "a").isUnknown, true);
  });

  it("refuses anything else and says what it found", () => {
    for (const content of ["nonsense", "[]", "{}", '{"version":2,"layers":[]}']) {
      assert.throws(() => readResources(content), UnreadableFile);
    }
    assert.throws(() => readResources('{"version":2,"layers":[]}'), /version 2, not 1/);
  });
});
