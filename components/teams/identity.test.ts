import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { deploy } from "../testing/deploy.ts";
import { type Place, place } from "../testing/place.ts";
import { TeamIdentity } from "./identity.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/** The statements of the role of the team `vision`, which has another team beside it. */
async function statements({ cloud, clusterName, kmsKeyArn, accountId }: Place) {
  const planned = await deploy(() => {
    new TeamIdentity(
      "vision",
      {
        team: "vision",
        others: ["speech"],
        clusterName,
        region: "us-east-1",
        accountId,
        readBuckets: ["curated", "features"],
        ownBuckets: ["curated", "features", "models", "artifacts"],
        dataKeyArn: kmsKeyArn,
      },
      { provider: new aws.Provider("aws", { region: "us-east-1" }) },
    );
    return {};
  }, cloud);
  return JSON.parse(String(planned.inputs("vision-identity-policy").policy)).Statement as Statement[];
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(text);

/** Whether the statements let an action happen, as far as action and resource decide. */
function allowed(all: readonly Statement[], action: string, resource: string): boolean {
  const effects = all
    .filter(({ Action }) => Action.some((pattern) => matches(pattern, action)))
    .filter(({ Resource }) => Resource.some((pattern) => matches(pattern, resource)))
    .map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

describe("the identity of a team", () => {
  const surroundings = place();
  const { accountId } = surroundings;
  let all: readonly Statement[];
  before(async () => {
    all = await statements(surroundings);
  });

  const object = (path: string) => `arn:aws:s3:::${path}`;
  const repository = (path: string) =>
    `arn:aws:ecr:us-east-1:${accountId}:repository/ai-platform-test/${path}`;
  const secret = (path: string) =>
    `arn:aws:secretsmanager:us-east-1:${accountId}:secret:ai-platform/test/${path}`;

  it("reads the shared zones, and writes what is its own", () => {
    for (const bucket of ["curated", "features"]) {
      assert.ok(allowed(all, "s3:GetObject", object(`${bucket}/sales/2026.parquet`)));
      assert.ok(!allowed(all, "s3:PutObject", object(`${bucket}/sales/2026.parquet`)));
    }
    for (const bucket of ["curated", "features", "models", "artifacts"]) {
      for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) {
        assert.ok(allowed(all, action, object(`${bucket}/teams/vision/a`)), `${action} in ${bucket}`);
      }
    }
    assert.ok(!allowed(all, "s3:GetObject", object("models/mlflow/1/model.pkl")));
  });

  it("reaches nothing of another team, nor of a team whose name begins with its own", () => {
    for (const bucket of ["curated", "features", "models", "artifacts"]) {
      assert.ok(!allowed(all, "s3:GetObject", object(`${bucket}/teams/speech/a`)));
      assert.ok(!allowed(all, "s3:PutObject", object(`${bucket}/teams/speech/a`)));
      assert.ok(!allowed(all, "s3:PutObject", object(`${bucket}/teams/vision-two/a`)));
    }
    assert.ok(!allowed(all, "ecr:BatchGetImage", repository("teams/speech/workloads")));
    assert.ok(!allowed(all, "secretsmanager:GetSecretValue", secret("teams/speech/token-AbCdEf")));
    assert.ok(!allowed(all, "secretsmanager:GetSecretValue", secret("services/mlflow-AbCdEf")));
  });

  it("pulls and pushes its own images, and reads its own secrets", () => {
    for (const action of ["ecr:PutImage", "ecr:BatchGetImage"]) {
      assert.ok(allowed(all, action, repository("teams/vision/workloads")));
    }
    assert.ok(!allowed(all, "ecr:DeleteRepository", repository("teams/vision/workloads")));
    assert.ok(allowed(all, "secretsmanager:GetSecretValue", secret("teams/vision/token-AbCdEf")));
  });

  it("uses keys through S3 and Secrets Manager alone", () => {
    const ofKeys = all.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    assert.deepEqual(
      ofKeys.map(({ Condition }) => (Condition as { StringEquals: Record<string, string> }).StringEquals),
      ["s3", "secretsmanager"].map((service) => ({ "kms:ViaService": `${service}.us-east-1.amazonaws.com` })),
    );
  });
});
