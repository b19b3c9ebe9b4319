import { teamPath } from "@aip/common/names.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { type FeastAccess, syncFeastToken } from "../ml/feast-access.ts";
import { type MlflowAccess, syncMlflowLogin } from "../ml/mlflow-login.ts";
import { teamNamespace } from "./names.ts";

export interface TeamAccessArgs {
  /** Name of the team. */
  readonly team: string;
  /** AWS region of the buckets. */
  readonly region: string;
  /** Buckets that the team may use, by zone or role, such as `curated` and `models`. */
  readonly buckets: Readonly<Record<string, pulumi.Input<string>>>;
  /** The team's image repositories, by image. */
  readonly imageRepositories: Readonly<Record<string, pulumi.Input<string>>>;
  /** The team's ClusterSecretStore. Default: there is none, and no service that needs a login. */
  readonly secretStore?: pulumi.Input<string> | undefined;
  /** The team's login to MLflow. Default: none. */
  readonly mlflow?: MlflowAccess | undefined;
  /** The way to features. Default: none. */
  readonly feast?: FeastAccess | undefined;
  /** Where telemetry goes by OTLP over HTTP. Default: nowhere. */
  readonly otlpEndpoint?: pulumi.Input<string> | undefined;
  /** Address of the inference API. Default: none. */
  readonly inferenceUrl?: pulumi.Input<string> | undefined;
  /** Vault. Default: none. */
  readonly vault?: TeamVault | undefined;
}

/** How a team's pods reach Vault. */
export interface TeamVault {
  /** Address inside the cluster. */
  readonly address: pulumi.Input<string>;
  /** Role that the pods log in with. */
  readonly role: pulumi.Input<string>;
  /** Path of the Kubernetes auth method. */
  readonly authPath: pulumi.Input<string>;
  /** Path of the kv engine. */
  readonly kvPath: pulumi.Input<string>;
  /** Secrets Manager secret with the certificate that clients trust. */
  readonly caSecretArn: pulumi.Input<string>;
}

/**
 * What a team's pods need to use the platform, in their namespace: the ConfigMap `platform` with the addresses of
 * everything that they may use, as environment variables; the ConfigMap `feature-store` with Feast's
 * `feature_store.yaml`; and the secrets `mlflow-login`, `feast-token` and `vault-ca`. What is off has no variable and no
 * secret. Costs nothing by itself.
 *
 * @example
 * import { TeamAccess } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * new TeamAccess("vision-access", {
 *   team: "vision",
 *   region: "us-east-1",
 *   buckets: { curated: "acme-curated", models: "acme-models" },
 *   imageRepositories: {},
 *   secretStore: "team-vision",
 *   mlflow: { url: "http://mlflow.mlflow.svc:5000", secretArn: config.require("mlflowLoginArn") },
 *   otlpEndpoint: "http://otel-collector.observability.svc:4318",
 * });
 */
export class TeamAccess extends pulumi.ComponentResource {
  constructor(name: string, args: TeamAccessArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:teams:TeamAccess", name, {}, options);
    const parent = { parent: this };
    const namespace = teamNamespace(args.team);
    new kubernetes.core.v1.ConfigMap(
      `${name}-platform`,
      { metadata: { name: "platform", namespace }, data: variables(args) },
      parent,
    );
    if (args.feast) {
      new kubernetes.core.v1.ConfigMap(
        `${name}-feature-store`,
        {
          metadata: { name: "feature-store", namespace },
          data: { "feature_store.yaml": args.feast.featureStoreYaml },
        },
        parent,
      );
    }
    if (args.secretStore !== undefined) this.#logins(name, args, args.secretStore);
    this.registerOutputs({});
  }

  #logins(name: string, { team, mlflow, feast, vault }: TeamAccessArgs, store: pulumi.Input<string>): void {
    const parent = { parent: this };
    const namespace = teamNamespace(team);
    const context = { secretStore: store };
    if (mlflow) syncMlflowLogin(`${name}-mlflow`, mlflow, context, namespace, parent);
    if (feast) syncFeastToken(`${name}-feast`, feast, "read", context, namespace, parent);
    if (vault) {
      syncSecret(
        `${name}-vault`,
        {
          secretName: "vault-ca",
          namespace,
          store,
          values: { "ca.crt": { secretArn: vault.caSecretArn } },
        },
        parent,
      );
    }
  }
}

/** The variables of what there is. */
function variables(args: TeamAccessArgs): Record<string, pulumi.Input<string>> {
  const { team, vault } = args;
  const all: Record<string, pulumi.Input<string> | undefined> = {
    AWS_REGION: args.region,
    ...named(args.buckets, (bucket) => `${bucket}_BUCKET`),
    TEAM_PREFIX: teamPath(team),
    ...named(args.imageRepositories, (image) => `${image}_IMAGE`),
    MLFLOW_TRACKING_URI: args.mlflow?.url,
    FEAST_URL: args.feast?.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: args.otlpEndpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: args.otlpEndpoint === undefined ? undefined : "http/protobuf",
    INFERENCE_URL: args.inferenceUrl,
    VAULT_ADDR: vault?.address,
    VAULT_AUTH_PATH: vault?.authPath,
    VAULT_ROLE: vault?.role,
    VAULT_SECRETS_PATH: vault && pulumi.interpolate`${vault.kvPath}/data/${teamPath(team)}`,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const named = <T>(record: Readonly<Record<string, T>>, name: (key: string) => string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [name(key).toUpperCase().replaceAll("-", "_"), value]),
  );
