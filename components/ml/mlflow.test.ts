import assert from "node:assert/strict";
import { images } from "@aip/facts/images.ts";
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
    assert.match(text(resources, "Deployment"), /"--app-name","basic-auth"/);
    assert.equal(resources.filter(({ type }) => type.endsWith(":RandomPassword")).length, 2);
    assert.match(text(resources, "ExternalSecret"), /admin_password = \{\{ \.admin \}\}/);
  });

  it("writes the database's password so that neither the URL nor the settings file breaks on it", async () => {
    const secret = text(await plan(), "ExternalSecret");
    assert.match(
      secret,
      /postgresql\+psycopg2:\/\/\{\{ \.username \| urlquery \| replace \\"\+\\" \\"%20\\" \}\}:\{\{ \.password .*? \}\}@db/,
    );
    // In the settings file a single % would be the start of a reference.
    assert.match(secret, /database_uri = .*\.password \| urlquery .*? \| replace \\"%\\" \\"%%\\" \}\}@db/);
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

  it("runs no jobs of its own beside its server, for which its memory is too small", async () => {
    assert.match(text(await plan(), "Deployment"), /"MLFLOW_SERVER_ENABLE_JOB_EXECUTION","value":"false"/);
  });

  it("reaches its own folder of the bucket and nothing else of it", async () => {
    const policy = text(await plan(), "RolePolicy");
    assert.match(policy, /arn:aws:s3:::artifacts\/mlflow\/\*/);
    assert.doesNotMatch(policy, /arn:aws:s3:::artifacts\/\*/);
  });

  it("connects only to a server whose certificate an authority of the region signed, which all its pods have", async () => {
    const resources = await plan();
    const urls = text(resources, "ExternalSecret").match(/sslmode=[^"\\]*/g);
    const file = "/etc/database-authorities/authorities.pem";
    assert.deepEqual(urls, Array(2).fill(`sslmode=verify-full&sslrootcert=${file}`));
    const data = JSON.parse(text(resources, "ConfigMap"))[0].data;
    assert.deepEqual(Object.keys(data), ["authorities.pem"]);
    for (const type of ["Deployment", "Job"]) {
      assert.match(text(resources, type), /"mountPath":"\/etc\/database-authorities"/, type);
    }
  });

  it("has its pages write from the addresses that people use, and from no others", async () => {
    const origins = async (args: Partial<MlflowArgs>) =>
      /"MLFLOW_SERVER_CORS_ALLOWED_ORIGINS","value":"([^"]*)"/.exec(
        text(await plan(args), "Deployment"),
      )?.[1];
    const route = {
      gateway: { name: "platform", namespace: "gateway" },
      hostname: "mlflow.example.com",
      from: [{ cidr: "10.0.0.0/16" }],
    };
    assert.equal(await origins({}), undefined);
    assert.equal(
      await origins({ route, allowedOrigins: ["https://mlflow.example.com"] }),
      "https://mlflow.example.com",
    );
    assert.equal(await origins({ allowedOrigins: ["http://localhost:5000"] }), "http://localhost:5000");
  });

  it("has its database brought up to date by a job named by the version, after which its pods start", async () => {
    const resources = await plan();
    const job = resources.find(({ type }) => type.endsWith(":Job"));
    const deployment = resources.find(({ type }) => type.endsWith(":Deployment"));
    assert.ok(job && deployment?.dependsOn.includes(job.urn));
    const version = images.mlflow.tag.replace(/^v/, "").replaceAll(".", "-");
    assert.equal((job.inputs.metadata as { name: string }).name, `mlflow-setup-${version}`);
  });

  it("gets requests only while it reaches its database, and is not started anew while it does not", async () => {
    const { readinessProbe, livenessProbe } = JSON.parse(text(await plan(), "Deployment"))[0].spec.template
      .spec.containers[0];
    assert.match(readinessProbe.exec.command.join(" "), /^python -c .*\/api\/2\.0\//s);
    assert.equal(livenessProbe.httpGet.path, "/health");
  });

  it("is started anew, as is its job, after one of their secrets has changed", async () => {
    const resources = await plan();
    for (const type of ["Deployment", "Job"]) {
      const [{ metadata }] = JSON.parse(text(resources, type));
      assert.deepEqual(metadata.annotations, { "secret.reloader.stakater.com/auto": "true" }, type);
    }
  });

  it("gives each service a user of its own, made by the job", async () => {
    const resources = await plan({ clients: ["airflow", "inference"] });
    assert.match(text(resources, "Job"), /"name":"CLIENTS","value":"airflow,inference"/);
    assert.equal(resources.filter(({ type }) => type.endsWith(":RandomPassword")).length, 4);
    assert.match(text(resources, "NetworkPolicy"), /"app.kubernetes.io\/name":"mlflow-setup"/);
  });
});
