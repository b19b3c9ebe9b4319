import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import { type Deployment, deploy } from "../testing/deploy.ts";
import { type FeastArgs, FeastServer } from "./feast.ts";
import { registryStatements } from "./feast-access.ts";

const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`;

function plan(args: Partial<FeastArgs> = {}): Promise<Deployment> {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const type = "aws:eks/cluster:Cluster";
  cloud.create(`urn:pulumi:test::cluster::${type}::cluster`, type, { name: "platform" }, () => {});
  return deploy(() => {
    const providers = [
      new aws.Provider("aws", { region: "us-east-1" }),
      new kubernetes.Provider("kubernetes", {}),
      new random.Provider("random"),
    ];
    const { access } = new FeastServer(
      "feast",
      {
        context: {
          region: "us-east-1",
          clusterName: "platform",
          secretStore: "secrets",
          secretsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
          dataKeyArn: "arn:aws:kms:us-east-1:111122223333:key/2",
          observabilityNamespace: "observability",
        },
        image: "registry.example.com/feast:1",
        project: "shop",
        registry: {
          host: "db.example.com",
          port: 5432,
          name: "feast",
          secretArn: arn("feast"),
          cidrs: ["10.0.0.0/16"],
        },
        definitionsBucket: "artifacts",
        offlineBucket: "features",
        online: { kind: "dynamodb" },
        accountId: "111122223333",
        onlineCidrs: ["10.0.0.0/16"],
        materialize: { enabled: true, schedule: "7 * * * *", cpu: "500m", memory: "2Gi" },
        replicas: 2,
        cpu: "500m",
        memory: "1Gi",
        namespace: "feast",
        serviceName: "feast",
        port: 6566,
        callers: [],
        calls: [],
        ...args,
      },
      { providers },
    );
    return {
      yaml: access.featureStoreYaml,
      statements: registryStatements(access, "arn:aws:kms:us-east-1:111122223333:key/2"),
    };
  }, cloud);
}

interface Allowed {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const allowed = (deployment: Deployment, policy: string): readonly Allowed[] =>
  (JSON.parse(deployment.inputs(policy).policy as string) as { Statement: Allowed[] }).Statement;

const actions = (statements: readonly Allowed[], service: string): string[] =>
  statements.flatMap(({ Action }) => Action.filter((action) => action.startsWith(`${service}:`)));

describe("FeastServer", () => {
  let deployment: Deployment;
  before(async () => {
    deployment = await plan();
  });

  it("has servers that read and write tables, make none, and know no bucket", () => {
    const statements = allowed(deployment, "feast-identity-policy");
    assert.deepEqual(
      [...new Set(statements.flatMap(({ Resource }) => Resource))],
      ["arn:aws:dynamodb:us-east-1:111122223333:table/shop.*"],
    );
    assert.ok(actions(statements, "dynamodb").includes("dynamodb:BatchWriteItem"));
    assert.doesNotMatch(JSON.stringify(statements), /Create|Delete|Tag/);
  });

  it("has a job that reads definitions and the offline store, makes tables, and publishes the registry", () => {
    const statements = allowed(deployment, "feast-jobs-identity-policy");
    assert.ok(actions(statements, "dynamodb").includes("dynamodb:CreateTable"));
    const writes = statements.filter(({ Action }) => Action.includes("s3:PutObject"));
    assert.deepEqual(
      writes.flatMap(({ Resource }) => Resource),
      ["arn:aws:s3:::features/feast/shop/*"],
    );
    const reads = statements.filter(({ Action }) => Action.includes("s3:GetObject"));
    assert.deepEqual(
      reads.flatMap(({ Resource }) => Resource),
      [
        "arn:aws:s3:::artifacts/feast/shop/*",
        "arn:aws:s3:::features/*",
        "arn:aws:s3:::features/feast/shop/*",
      ],
    );
  });

  it("starts its servers after the registry was made", () => {
    const job = deployment.resource("feast-jobs-registry").urn;
    assert.ok(deployment.resource("feast-deployment").dependsOn.includes(job));
  });

  it("runs jobs and servers of one image, and materializes by the clock", () => {
    const { spec } = deployment.inputs("feast-jobs-features") as { spec: Properties };
    assert.equal(spec.schedule, "7 * * * *");
    assert.equal(spec.suspend, undefined);
    for (const name of ["feast-jobs-features", "feast-jobs-registry", "feast-deployment"])
      assert.match(
        JSON.stringify(deployment.inputs(name)),
        /"image":"registry\.example\.com\/feast:1"/,
        name,
      );
  });

  it("keeps the job to be run by hand where the clock is off", async () => {
    const off = { enabled: false, schedule: "7 * * * *", cpu: "500m", memory: "2Gi" };
    const { spec } = (await plan({ materialize: off })).inputs("feast-jobs-features") as { spec: Properties };
    assert.equal(spec.suspend, true);
  });

  it("has room in its quota for servers in an update and for its jobs", () => {
    const { spec } = deployment.inputs("feast-space-quota") as { spec: { hard: Properties } };
    assert.deepEqual(spec.hard, {
      "requests.cpu": "2600m",
      "requests.memory": "6912Mi",
      "limits.memory": "6912Mi",
      pods: "6",
    });
  });

  it("makes up two tokens, which stay out of its objects", () => {
    const { template } = (deployment.inputs("feast-synced").spec as { target: { template: Properties } })
      .target;
    assert.equal((template.data as Properties)["read-token"], "{{ .read }}");
    assert.equal((template.data as Properties)["write-token"], "{{ .write }}");
    for (const token of ["feast-tokens-read", "feast-tokens-write"])
      assert.equal(deployment.inputs(token).length, 48);
  });

  it("gives clients the definitions to read and not to write", () => {
    assert.match(String(deployment.outputs.yaml), /path: "s3:\/\/features\/feast\/shop\/registry\.db"/);
    const statements = JSON.stringify(deployment.outputs.statements);
    assert.match(statements, /s3:GetObject/);
    assert.doesNotMatch(statements, /Put|Delete/);
  });
});
