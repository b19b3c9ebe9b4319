import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import type { Cloud } from "../core/cloud.ts";
import { Refused } from "../core/errors.ts";
import type { Properties } from "../core/properties.ts";

const urn = (type: string, name: string) => `urn:pulumi:test::data::${type}::${name}`;
const make = (cloud: Cloud, type: string, name: string, inputs: Properties) =>
  cloud.create(urn(type, name), type, inputs);

/** What the cloud says against it: the properties, and the texts. */
function refusal(cloud: Cloud, type: string, inputs: Properties, name = "subject"): string[] {
  try {
    make(cloud, type, name, inputs);
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return error.problems.map(({ property }) => property);
  }
  return [];
}

const instanceType = "aws:rds/instance:Instance";
const instance = {
  engine: "postgres",
  engineVersion: "17.7",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 20,
  skipFinalSnapshot: true,
};

describe("the simulated databases", () => {
  let cloud: Cloud;
  let subnets: string[];
  beforeEach(() => {
    cloud = simulatedCloud({ region: "us-east-1" });
    const vpcId = make(cloud, "aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }).id;
    subnets = ["a", "b"].map(
      (zone, index) =>
        make(cloud, "aws:ec2/subnet:Subnet", zone, {
          vpcId,
          cidrBlock: `10.0.${index}.0/24`,
          availabilityZone: `us-east-1${zone}`,
        }).id,
    );
  });

  it("take an instance that AWS would take, and make its master secret something that exists", () => {
    const { outputs } = make(cloud, instanceType, "db", { ...instance, manageMasterUserPassword: true });
    const [secret] = outputs.masterUserSecrets as { secretArn: string }[];
    assert.ok(secret && cloud.has(secret.secretArn));
    assert.match(String(outputs.address), /\.rds\.amazonaws\.com$/);
  });

  for (const [what, change, property] of [
    ["an engine version RDS does not have", { engineVersion: "17.99" }, "engineVersion"],
    ["an instance class that does not exist", { instanceClass: "db.m6g.small" }, "instanceClass"],
    ["too little storage", { allocatedStorage: 5 }, "allocatedStorage"],
    ["backups for longer than RDS keeps them", { backupRetentionPeriod: 36 }, "backupRetentionPeriod"],
    ["a key without encryption", { kmsKeyId: "alias/x" }, "storageEncrypted"],
    ["a password beside a managed one", { manageMasterUserPassword: true, password: "x" }, "password"],
    [
      "a monitoring interval that is none",
      { monitoringInterval: 20, monitoringRoleArn: "x" },
      "monitoringInterval",
    ],
    ["monitoring without a role", { monitoringInterval: 60 }, "monitoringRoleArn"],
    ["deletion with no name for the last snapshot", { skipFinalSnapshot: false }, "finalSnapshotIdentifier"],
    ["a subnet group that does not exist", { dbSubnetGroupName: "none" }, "dbSubnetGroupName"],
    ["an identifier with capitals", { identifier: "Db" }, "identifier"],
  ] as const) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(refusal(cloud, instanceType, { ...instance, ...change }), [property]);
    });
  }

  it("refuse a parameter group of another version than the engine's", () => {
    make(cloud, "aws:rds/parameterGroup:ParameterGroup", "old", { name: "old", family: "postgres16" });
    assert.deepEqual(refusal(cloud, instanceType, { ...instance, parameterGroupName: "old" }), [
      "parameterGroupName",
    ]);
  });

  it("refuse a parameter that PostgreSQL does not know", () => {
    const parameters = [{ name: "force_ssl", value: "1" }];
    const type = "aws:rds/parameterGroup:ParameterGroup";
    assert.deepEqual(refusal(cloud, type, { family: "postgres17", parameters }), ["parameters[0].name"]);
  });

  for (const type of ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"]) {
    it(`refuse a ${type.split("/")[0]} subnet group in one zone`, () => {
      assert.deepEqual(refusal(cloud, type, { subnetIds: subnets.slice(0, 1) }), ["subnetIds"]);
      assert.deepEqual(refusal(cloud, type, { subnetIds: subnets }, "good"), []);
    });
  }

  it("keep a subnet group while an instance uses it", () => {
    const type = "aws:rds/subnetGroup:SubnetGroup";
    const group = make(cloud, type, "group", { name: "group", subnetIds: subnets });
    make(cloud, instanceType, "db", { ...instance, dbSubnetGroupName: "group" });
    assert.throws(() => cloud.delete(group.id, type), Refused);
  });

  const group = { description: "x", engine: "valkey", engineVersion: "8.1", nodeType: "cache.t4g.small" };
  for (const [what, change, property] of [
    ["a version of Valkey that does not exist", { engineVersion: "9.9" }, "engineVersion"],
    ["a node type that does not exist", { nodeType: "cache.t4g.huge" }, "nodeType"],
    ["failover with one node", { automaticFailoverEnabled: true, numCacheClusters: 1 }, "numCacheClusters"],
    ["two zones without failover", { multiAzEnabled: true }, "automaticFailoverEnabled"],
    ["a password on the open line", { authToken: "a".repeat(32) }, "transitEncryptionEnabled"],
    ["a short password", { authToken: "short", transitEncryptionEnabled: true }, "authToken"],
  ] as const) {
    it(`refuse a cache with ${what}`, () => {
      const type = "aws:elasticache/replicationGroup:ReplicationGroup";
      assert.deepEqual(refusal(cloud, type, { ...group, ...change }), [property]);
    });
  }
});

describe("the simulated buckets", () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = simulatedCloud({ region: "us-east-1" });
    make(cloud, "aws:s3/bucket:Bucket", "lake", { bucket: "lake" });
  });

  it("have names that are legal and taken once in the world", () => {
    const type = "aws:s3/bucket:Bucket";
    for (const bucket of ["Lake", "la", "a..b", "xn--lake", "lake"]) {
      assert.deepEqual(refusal(cloud, type, { bucket }), ["bucket"], bucket);
    }
    assert.deepEqual(refusal(cloud, type, { bucketPrefix: "p".repeat(38) }), ["bucketPrefix"]);
  });

  const settings: Readonly<Record<string, readonly [type: string, inputs: Properties, property: string]>> = {
    "settings of a bucket that does not exist": [
      "bucketVersioning:BucketVersioning",
      { bucket: "none", versioningConfiguration: { status: "Enabled" } },
      "bucket",
    ],
    "an encryption S3 does not know": [
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      { bucket: "lake", rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "DES" } }] },
      "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
    ],
    "infrequent access before 30 days": [
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      {
        bucket: "lake",
        rules: [{ id: "a", status: "Enabled", transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }],
      },
      "rules[0].transitions[0].days",
    ],
    "rules about old versions where there are none": [
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      {
        bucket: "lake",
        rules: [{ id: "a", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 1 } }],
      },
      "rules[0].noncurrentVersionExpiration",
    ],
    "a policy that is not JSON": ["bucketPolicy:BucketPolicy", { bucket: "lake", policy: "{" }, "policy"],
    "a policy about another bucket": [
      "bucketPolicy:BucketPolicy",
      {
        bucket: "lake",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::other" }],
        }),
      },
      "policy.Statement[0].Resource",
    ],
  };
  for (const [what, [type, inputs, property]] of Object.entries(settings)) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(refusal(cloud, `aws:s3/${type}`, inputs), [property]);
    });
  }

  it("refuse a policy for the public where public policies are blocked", () => {
    const bucket = "lake";
    make(cloud, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "access", {
      bucket,
      blockPublicPolicy: true,
    });
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::lake/*" },
    ];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    assert.deepEqual(refusal(cloud, "aws:s3/bucketPolicy:BucketPolicy", { bucket, policy }), [
      "policy.Statement[0].Principal",
    ]);
  });
});

describe("the simulated secrets and registries", () => {
  const cloud = simulatedCloud({ region: "us-east-1" });

  it("answer with the value a secret was given, and make one up for a secret that others fill", () => {
    const type = "aws:secretsmanager/secret:Secret";
    const [filled, empty] = ["filled", "empty"].map((name) => make(cloud, type, name, { name }).id);
    make(cloud, "aws:secretsmanager/secretVersion:SecretVersion", "value", {
      secretId: filled,
      secretString: "s3cret",
    });
    const ask = (secretId: string | undefined) =>
      cloud.invoke("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId }).secretString;
    assert.equal(ask(filled), "s3cret");
    assert.match(String(ask(empty)), /^simulated-/);
    assert.throws(() => ask("arn:aws:secretsmanager:us-east-1:1:secret:none"), /cannot find/);
  });

  it("refuse a recovery window between 0 and 7 days, and a name with a blank", () => {
    const type = "aws:secretsmanager/secret:Secret";
    assert.deepEqual(refusal(cloud, type, { recoveryWindowInDays: 3 }), ["recoveryWindowInDays"]);
    assert.deepEqual(refusal(cloud, type, { name: "a b" }), ["name"]);
  });

  it("refuse repositories with capitals, and lifecycle policies that ECR would not take", () => {
    const type = "aws:ecr/repository:Repository";
    assert.deepEqual(refusal(cloud, type, { name: "AI/inference" }), ["name"]);
    make(cloud, type, "good", { name: "ai/inference" });
    const any = { selection: { tagStatus: "any" }, action: { type: "expire" } };
    const policy = JSON.stringify({
      rules: [
        { rulePriority: 1, ...any },
        { rulePriority: 2, ...any },
      ],
    });
    const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
    assert.deepEqual(refusal(cloud, lifecycle, { repository: "ai/inference", policy }), [
      "policy.rules[0].rulePriority",
    ]);
    assert.deepEqual(refusal(cloud, lifecycle, { repository: "none", policy: "[" }), [
      "repository",
      "policy",
    ]);
  });
});
