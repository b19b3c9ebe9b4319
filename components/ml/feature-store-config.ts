import { Problems } from "@aip/common/problems.ts";
import * as pulumi from "@pulumi/pulumi";

export type OnlineStore =
  | { readonly kind: "dynamodb" }
  | {
      readonly kind: "elasticache";
      readonly host: pulumi.Input<string>;
      readonly port: pulumi.Input<number>;
      /** Secrets Manager secret with the `password`; null where there is none. */
      readonly secretArn: pulumi.Input<string> | null;
    };

export interface FeatureStoreConfig {
  /** Name of the feature repository; tables of the online store begin with it. */
  readonly project: string;
  readonly region: string;
  readonly online: OnlineStore;
}

/** Environment variables that Feast fills in when it reads the file, so that it can be a plain ConfigMap. */
export const registryVariable = "FEAST_REGISTRY_URL";
export const onlinePasswordVariable = "FEAST_ONLINE_PASSWORD";

/**
 * `feature_store.yaml` (https://docs.feast.dev/reference/feature-repository/feature-store-yaml): the registry in
 * PostgreSQL, the offline store as Parquet files in S3 that DuckDB reads, the online store in DynamoDB or Redis.
 *
 * @throws InvalidInput for a project name that Feast refuses.
 */
export function featureStoreYaml(config: FeatureStoreConfig): pulumi.Output<string> {
  const problems = new Problems("Feature store");
  if (!/^[a-z][a-z0-9_]*$/.test(config.project)) {
    problems.add(
      "project",
      config.project,
      "lower-case letters, digits and underscores, starting with a letter",
    );
  }
  problems.throwIfAny();
  const lines: pulumi.Input<string>[] = [
    `project: ${config.project}`,
    "provider: aws",
    "registry:",
    "  registry_type: sql",
    `  path: "\${${registryVariable}}"`,
    "  cache_ttl_seconds: 60",
    "  sqlalchemy_config_kwargs:",
    "    pool_pre_ping: true",
    "offline_store:",
    "  type: duckdb",
    "online_store:",
    ...onlineStore(config),
    "entity_key_serialization_version: 3",
    "",
  ];
  return pulumi.all(lines).apply((texts) => texts.join("\n"));
}

function onlineStore({ region, online }: FeatureStoreConfig): pulumi.Input<string>[] {
  if (online.kind === "dynamodb") return ["  type: dynamodb", `  region: ${region}`, "  batch_size: 100"];
  const password = online.secretArn === null ? "" : `,password=\${${onlinePasswordVariable}}`;
  return [
    "  type: redis",
    pulumi.interpolate`  connection_string: "${online.host}:${online.port},ssl=true${password}"`,
  ];
}
