import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import { Mlflow, type MlflowArgs } from "./mlflow.ts";

const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:mlflow-AbCdEf";

async function plan(args: Partial<MlflowArgs> = {}): Promise<readonly RegisteredResource[]> {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const type = "aws:eks/cluster:Cluster";
  cloud.create(`urn:pulumi:test::cluster::${type}::cluster`, type, { name: "platform" }, () => {});
  const { resources } = await runProgram({
    project: "test",
    stack: "test",
    config: {},
    cloud,
    stacks: new Map(),
    program: async () => {
      const providers = [
        new aws.Provider("aws", { region: "us-east-1" }),
        new kubernetes.Provider("kubernetes", {}),
        new random.Provider("random"),
      ];
      const mlflow = new Mlflow(
        "mlflow",
        {
          context: {
            region: "us-east-1",
            clusterName: "platform",
            secretStore: "secrets",
            secretsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
            dataKeyArn: "arn:aws:kms:us-east-1:111122223333:key/2",
            monitorLabel: "release=monitoring",
            observabilityNamespace: "observability",
          },
          database: {
            host: "db.example.com",
            port: 5432,
            name: "mlflow",
            secretArn: arn,
            cidrs: ["10.0.0.0/16"],
          },
          artifactsBucket: "artifacts",
          replicas: 2,
          cpu: "500m",
          memory: "2Gi",
          namespace: "mlflow",
          serviceName: "mlflow",
          port: 5000,
          callers: [],
          calls: [],
          ...args,
        },
        { providers },
      );
      return { url: mlflow.url };
    },
  });
  return resources;
}

const text = (resources: readonly RegisteredResource[], type: string): string =>
  JSON.stringify(
    resources.filter((resource) => resource.type.endsWith(`:${type}`)).map(({ inputs }) => inputs),
  );

describe("Mlflow", () => {
  it("asks everybody to log in, with a password that nobody chose", async () => {
    const resources = await plan();
    assert.match(text(resources, "Deployment"), /--app-name basic-auth/);
    assert.equal(resources.filter(({ type }) => type.endsWith(":RandomPassword")).length, 2);
    assert.match(text(resources, "ExternalSecret"), /admin_password = \{\{ \.admin \}\}/);
  });

  it("writes the database's password so that neither the URL nor the settings file breaks on it", async () => {
    const secret = text(await plan(), "ExternalSecret");
    assert.match(
      secret,
      /postgresql:\/\/\{\{ \.username \| urlquery \}\}:\{\{ \.password \| urlquery \}\}@db/,
    );
    // In the settings file a single % would be the start of a reference.
    assert.match(secret, /database_uri = .*\.password \| urlquery \| replace \\"%\\" \\"%%\\" \}\}@db/);
    assert.match(secret, /sslmode=require/);
  });

  it("answers to its own names and to those of its route alone", async () => {
    const hosts = async (args: Partial<MlflowArgs>) =>
      /"MLFLOW_SERVER_ALLOWED_HOSTS","value":"([^"]*)"/.exec(text(await plan(args), "Deployment"))?.[1];
    assert.equal(await hosts({}), "mlflow.mlflow.svc:5000,mlflow.mlflow:5000");
    assert.equal(
      await hosts({
        route: {
          gateway: { name: "platform", namespace: "gateway" },
          hostname: "mlflow.example.com",
          from: [{ cidr: "10.0.0.0/16" }],
        },
      }),
      "mlflow.mlflow.svc:5000,mlflow.mlflow:5000,mlflow.example.com",
    );
  });

  it("reaches its own folder of the bucket and nothing else of it", async () => {
    const policy = text(await plan(), "RolePolicy");
    assert.match(policy, /arn:aws:s3:::artifacts\/mlflow\/\*/);
    assert.doesNotMatch(policy, /arn:aws:s3:::artifacts\/\*/);
  });

  it("gives each service a user of its own, made by a job that the server lets in", async () => {
    const resources = await plan({ clients: ["airflow", "inference"] });
    const job = text(resources, "Job");
    assert.doesNotMatch(job, /secretKeyRef/);
    assert.match(job, /"name":"CLIENTS","value":"airflow,inference"/);
    assert.equal(resources.filter(({ type }) => type.endsWith(":RandomPassword")).length, 4);
    assert.match(text(resources, "NetworkPolicy"), /"app.kubernetes.io\/name":"mlflow-users"/);
  });
});
