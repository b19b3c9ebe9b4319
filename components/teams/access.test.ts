import assert from "node:assert/strict";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { TeamAccess, type TeamAccessArgs } from "./access.ts";

/** In an account that the simulated cloud does not keep, so that it need not exist there. */
const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`;

const all: TeamAccessArgs = {
  team: "vision",
  region: "us-east-1",
  buckets: { curated: "acme-curated", models: "acme-models" },
  imageRepositories: { "image-classifier": "registry.example.com/teams/vision/image-classifier" },
  secretStore: "team-vision",
  mlflow: { url: "http://mlflow.mlflow.svc:5000", secretArn: secret("teams/vision/platform/mlflow") },
  feast: {
    url: "http://feast.feast.svc:6566",
    featureStoreYaml: "project: platform\n",
    tokenSecretArn: secret("shared/feast"),
    registry: { bucket: "features", prefix: "feast/platform" },
  },
  otlpEndpoint: "http://otel-collector.observability.svc:4318",
  inferenceUrl: "http://inference-api.inference.svc:8000",
  vault: {
    address: "https://vault.vault.svc:8200",
    role: "team-vision",
    authPath: "kubernetes",
    kvPath: "platform",
    caSecretArn: secret("shared/vault-ca"),
  },
};

function run(args: TeamAccessArgs) {
  const { cloud } = place();
  const kind = "kubernetes:core/v1:Namespace";
  const metadata = { name: "team-vision" };
  cloud.create(`urn:pulumi:test::cluster::${kind}::team-vision`, kind, { metadata }, () => {});
  return deploy(() => {
    new TeamAccess("vision", args);
    return {};
  }, cloud);
}

describe("what a team's pods find in their namespace", () => {
  it("is one ConfigMap of variables, with the address of everything that is on", async () => {
    const { inputs } = await run(all);
    const { data, metadata } = inputs("vision-platform") as { data: object; metadata: object };
    assert.deepEqual(metadata, { name: "platform", namespace: "team-vision" });
    assert.deepEqual(data, {
      AWS_REGION: "us-east-1",
      CURATED_BUCKET: "acme-curated",
      MODELS_BUCKET: "acme-models",
      TEAM_PREFIX: "teams/vision",
      IMAGE_CLASSIFIER_IMAGE: "registry.example.com/teams/vision/image-classifier",
      MLFLOW_TRACKING_URI: "http://mlflow.mlflow.svc:5000",
      FEAST_URL: "http://feast.feast.svc:6566",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel-collector.observability.svc:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      INFERENCE_URL: "http://inference-api.inference.svc:8000",
      VAULT_ADDR: "https://vault.vault.svc:8200",
      VAULT_AUTH_PATH: "kubernetes",
      VAULT_ROLE: "team-vision",
      VAULT_SECRETS_PATH: "platform/data/teams/vision",
    });
  });

  it("is its logins, by its own store, and of Feast the token that reads", async () => {
    const { names, inputs } = await run(all);
    const secrets = names("ExternalSecret")
      .sort()
      .map((name) => inputs(name)) as {
      metadata: { name: string; namespace: string };
      spec: { secretStoreRef: object; data: { remoteRef: { key: string; property?: string } }[] };
    }[];
    assert.deepEqual(
      secrets.map(({ metadata, spec }) => [
        metadata.name,
        spec.data.map(({ remoteRef }) => remoteRef.property),
      ]),
      [
        ["feast-token", ["read"]],
        ["mlflow-login", ["username", "password"]],
        ["vault-ca", [undefined]],
      ],
    );
    for (const { metadata, spec } of secrets) {
      assert.equal(metadata.namespace, "team-vision");
      assert.deepEqual(spec.secretStoreRef, { kind: "ClusterSecretStore", name: "team-vision" });
    }
  });

  it("is nothing of a service that is off", async () => {
    const { team, region, buckets } = all;
    const { resources, inputs } = await run({ team, region, buckets, imageRepositories: {} });
    assert.equal(resources.filter(({ custom }) => custom).length, 1);
    assert.deepEqual(Object.keys((inputs("vision-platform") as { data: object }).data), [
      "AWS_REGION",
      "CURATED_BUCKET",
      "MODELS_BUCKET",
      "TEAM_PREFIX",
    ]);
  });
});
