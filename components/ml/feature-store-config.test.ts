import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { featureClientYaml, featureStoreYaml } from "./feature-store-config.ts";

const common = { project: "platform", region: "us-east-1" };
const text = (yaml: pulumi.Output<string>) => new Promise<string>((resolve) => yaml.apply(resolve));

describe("feature_store.yaml", () => {
  it("names the tables' region for DynamoDB, which needs no password", async () => {
    assert.deepEqual(parse(await text(featureStoreYaml({ ...common, online: { kind: "dynamodb" } }))), {
      project: "platform",
      provider: "aws",
      registry: {
        registry_type: "sql",
        path: `\${FEAST_REGISTRY_URL}`,
        cache_ttl_seconds: 60,
        sqlalchemy_config_kwargs: { pool_pre_ping: true },
      },
      offline_store: { type: "dask" },
      online_store: { type: "dynamodb", region: "us-east-1", batch_size: 100 },
      entity_key_serialization_version: 3,
    });
  });

  it("speaks with Redis encrypted, and takes the password from the environment", async () => {
    const online = { kind: "elasticache", host: "cache.example.com", port: 6379, secretArn: "arn" } as const;
    assert.deepEqual(parse(await text(featureStoreYaml({ ...common, online }))).online_store, {
      type: "redis",
      connection_string: `cache.example.com:6379,ssl=true,password=\${FEAST_ONLINE_PASSWORD}`,
    });
  });

  it("of clients has no login to the registry and none to the online store, but a token of the server", async () => {
    const yaml = featureClientYaml({
      project: "platform",
      url: "http://feast.feast.svc:6566",
      registry: "s3://features/feast/platform/registry.db",
    });
    assert.deepEqual(parse(await text(yaml)), {
      project: "platform",
      provider: "aws",
      registry: {
        registry_type: "file",
        path: "s3://features/feast/platform/registry.db",
        cache_ttl_seconds: 60,
      },
      offline_store: { type: "dask" },
      online_store: { type: "remote", path: "http://feast.feast.svc:6566" },
      auth: { type: "oidc", token_env_var: "FEAST_TOKEN" },
      entity_key_serialization_version: 3,
    });
  });

  it("refuses a project that Feast cannot name tables after", () => {
    assert.throws(
      () => featureStoreYaml({ ...common, project: "my-project", online: { kind: "dynamodb" } }),
      /project: found "my-project"; allowed: lower-case letters/,
    );
    assert.throws(
      () => featureClientYaml({ project: "my-project", url: "http://feast", registry: "s3://b/r" }),
      /project: found "my-project"/,
    );
  });
});
