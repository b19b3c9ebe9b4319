import assert from "node:assert/strict";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { accessLogsBucket } from "./access-logs.ts";
import { Bucket } from "./bucket.ts";
import { type BucketArgs, resolveBucket } from "./bucket-args.ts";
import { Lake } from "./lake.ts";

describe("a bucket's arguments", () => {
  it("are reported all at once when they are wrong", () => {
    const wrong: BucketArgs = {
      noncurrentDays: 0,
      expirationDays: 20,
      transitions: [
        { days: 7, storageClass: "STANDARD_IA" },
        { days: 30, storageClass: "GLACIER" },
      ],
    };
    assert.throws(
      () => resolveBucket("aip-test-Lake", wrong),
      (error: Error) => {
        for (const part of ["name", "noncurrentDays", "transitions[0].days", "transitions[1].days"]) {
          assert.ok(error.message.includes(part), `${part} is missing in ${error.message}`);
        }
        return true;
      },
    );
  });

  it("default to a bucket that keeps what it has", () => {
    const { noncurrentDays, disposable, transitions } = resolveBucket("aip-test-lake", {});
    assert.deepEqual(
      { noncurrentDays, disposable, transitions },
      {
        noncurrentDays: 30,
        disposable: false,
        transitions: [],
      },
    );
  });
});

describe("a bucket", () => {
  const { cloud, kmsKeyArn, accountId } = place();
  const run = (args: BucketArgs = {}) =>
    deploy(() => {
      const logs = accessLogsBucket("logs", { accountId }, {});
      new Bucket("lake", { kmsKeyArn, accessLogsBucket: logs.bucket, ...args });
      return {};
    }, cloud);

  it("is private, encrypted with its key, versioned and logged, and is made of nothing else", async () => {
    const deployed = await run();
    const bucket = deployed.resource("lake-bucket").outputs.bucket;
    assert.deepEqual(deployed.inputs("lake-access"), {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(deployed.inputs("lake-encryption").rules, [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn },
        bucketKeyEnabled: true,
      },
    ]);
    assert.deepEqual(deployed.inputs("lake-versioning").versioningConfiguration, { status: "Enabled" });
    assert.deepEqual(deployed.inputs("lake-ownership").rule, { objectOwnership: "BucketOwnerEnforced" });
    assert.equal(deployed.inputs("lake-logging").targetPrefix, "lake/");
    const own = deployed.resources.filter(({ custom, name }) => custom && name.startsWith("lake-"));
    assert.equal(own.length, 8);
  });

  it("refuses plain text and old TLS for everybody, and grants nobody anything", async () => {
    const deployed = await run();
    const policy = JSON.parse(String(deployed.inputs("lake-policy").policy));
    const refused = policy.Statement.map((statement: Record<string, unknown>) => [
      statement.Effect,
      statement.Principal,
      statement.Action,
      statement.Condition,
    ]);
    assert.deepEqual(refused, [
      ["Deny", "*", ["s3:*"], { Bool: { "aws:SecureTransport": "false" } }],
      ["Deny", "*", ["s3:*"], { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
    ]);
  });

  it("cannot be deleted unless it is disposable", async () => {
    const kept = (await run()).resource("lake-bucket");
    assert.deepEqual([kept.protect, kept.inputs.forceDestroy], [true, false]);
    const { cloud: other, kmsKeyArn: key } = place();
    const deployed = await deploy(() => {
      new Bucket("lake", { kmsKeyArn: key, disposable: true });
      return {};
    }, other);
    const disposable = deployed.resource("lake-bucket");
    assert.deepEqual([disposable.protect, disposable.inputs.forceDestroy], [false, true]);
  });

  it("keeps access logs without a KMS key, which their delivery could not use", async () => {
    const deployed = await run();
    assert.deepEqual(deployed.inputs("logs-encryption").rules, [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    const [, , grant] = JSON.parse(String(deployed.inputs("logs-policy").policy)).Statement;
    assert.deepEqual(grant.Principal, { Service: "logging.s3.amazonaws.com" });
    assert.deepEqual(grant.Condition, { StringEquals: { "aws:SourceAccount": accountId } });
  });
});

describe("the lake", () => {
  it("has a bucket for each zone, the models, the artifacts and the access logs; raw data moves on", async () => {
    const { cloud, kmsKeyArn, accountId } = place();
    const deployed = await deploy(() => {
      new Lake("lake", { accountId, kmsKeyArn, rawTransitionDays: 60 });
      return {};
    }, cloud);
    assert.deepEqual(deployed.names("Bucket").sort(), [
      "lake-artifacts-bucket",
      "lake-curated-bucket",
      "lake-features-bucket",
      "lake-logs-bucket",
      "lake-models-bucket",
      "lake-raw-bucket",
    ]);
    const rules = deployed.inputs("lake-raw-lifecycle").rules as { transitions?: unknown }[];
    assert.deepEqual(rules[1]?.transitions, [
      { days: 60, storageClass: "STANDARD_IA" },
      { days: 180, storageClass: "GLACIER_IR" },
    ]);
  });
});
