import { Problems } from "@aip/common/problems.ts";
import * as pulumi from "@pulumi/pulumi";

/** Where features are read online. */
export type OnlineStore =
  /** Tables that Feast makes, one for each feature view; IAM says who may use them. */
  | {
      /** DynamoDB. */
      readonly kind: "dynamodb";
    }
  /** Redis or Valkey, reached with TLS alone. */
  | {
      /** ElastiCache. */
      readonly kind: "elasticache";
      /** Host name of the primary, which its certificate must have. */
      readonly host: pulumi.Input<string>;
      /** TCP port of the primary. */
      readonly port: pulumi.Input<number>;
      /** Secrets Manager secret with the `password`; null where there is none. */
      readonly secretArn: pulumi.Input<string> | null;
    };

export interface FeatureStoreConfig {
  /** Name of the feature repository; tables of the online store begin with it. */
  readonly project: string;
  /** Region of the tables in DynamoDB. */
  readonly region: string;
  /** Where features are read online. */
  readonly online: OnlineStore;
}

export interface FeatureClientConfig {
  /** Name of the feature repository. */
  readonly project: string;
  /** Address of the feature server. */
  readonly url: pulumi.Input<string>;
  /** Address in S3 of the registry's file that the server's job publishes. */
  readonly registry: pulumi.Input<string>;
}

/** Environment variables that Feast fills in when it reads the file, so that it can be a plain ConfigMap. */
export const registryVariable = "FEAST_REGISTRY_URL";
export const onlinePasswordVariable = "FEAST_ONLINE_PASSWORD";

/** Environment variable in which Feast's clients have their token. */
export const tokenVariable = "FEAST_TOKEN";

/**
 * `feature_store.yaml` (https://docs.feast.dev/reference/feature-repository/feature-store-yaml) of the server and of the
 * jobs: the registry in PostgreSQL, the offline store as Parquet files in S3, the online store in DynamoDB or Redis.
 *
 * Dask reads S3 through s3fs, with the credentials of the pod. DuckDB does not know these, and fetches what it reads S3
 * with from the internet while it runs.
 *
 * @throws InvalidInput for a project name that Feast refuses.
 */
export function featureStoreYaml(config: FeatureStoreConfig): pulumi.Output<string> {
  checkProject(config.project);
  return lines([
    `project: ${config.project}`,
    "provider: aws",
    "registry:",
    "  registry_type: sql",
    `  path: "\${${registryVariable}}"`,
    "  cache_ttl_seconds: 60",
    "  sqlalchemy_config_kwargs:",
    "    pool_pre_ping: true",
    "offline_store:",
    "  type: dask",
    "online_store:",
    ...onlineStore(config),
    "entity_key_serialization_version: 3",
  ]);
}

/**
 * `feature_store.yaml` of those who read features and define none, such as pipelines and the inference API. They read
 * online features from the server, with the token in `FEAST_TOKEN`; offline features from S3, where their own identity
 * lets them; and definitions from the file that the server's job publishes, so that they need no login to the registry
 * and cannot change it.
 *
 * @throws InvalidInput for a project name that Feast refuses.
 */
export function featureClientYaml({ project, url, registry }: FeatureClientConfig): pulumi.Output<string> {
  checkProject(project);
  return lines([
    `project: ${project}`,
    "provider: aws",
    "registry:",
    "  registry_type: file",
    pulumi.interpolate`  path: "${registry}"`,
    "  cache_ttl_seconds: 60",
    "offline_store:",
    "  type: dask",
    "online_store:",
    "  type: remote",
    pulumi.interpolate`  path: "${url}"`,
    // Feast's client sends any token of this kind as it is; nothing asks an issuer.
    "auth:",
    "  type: oidc",
    `  token_env_var: ${tokenVariable}`,
    "entity_key_serialization_version: 3",
  ]);
}

function onlineStore({ region, online }: FeatureStoreConfig): pulumi.Input<string>[] {
  if (online.kind === "dynamodb") return ["  type: dynamodb", `  region: ${region}`, "  batch_size: 100"];
  const password = online.secretArn === null ? "" : `,password=\${${onlinePasswordVariable}}`;
  return [
    "  type: redis",
    pulumi.interpolate`  connection_string: "${online.host}:${online.port},ssl=true${password}"`,
  ];
}

function checkProject(project: string): void {
  const problems = new Problems("Feature store");
  if (!/^[a-z][a-z0-9_]*$/.test(project)) {
    problems.add("project", project, "lower-case letters, digits and underscores, starting with a letter");
  }
  problems.throwIfAny();
}

const lines = (all: readonly pulumi.Input<string>[]): pulumi.Output<string> =>
  pulumi.all([...all, ""]).apply((texts) => texts.join("\n"));
