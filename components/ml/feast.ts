import * as pulumi from "@pulumi/pulumi";
import { mountDatabaseAuthorities } from "../data/database-authorities.ts";
import { type SyncedSecret, syncSecret } from "../kubernetes/external-secret.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import type { SecretKey } from "../kubernetes/pod-inputs.ts";
import { type Flow, publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { sharedSecretsPath } from "../secrets/paths.ts";
import { storeSecret } from "../secrets/stored-secret.ts";
import type { FeastAccess } from "./feast-access.ts";
import { createFeastJobs, type Materialization, registrySize } from "./feast-jobs.ts";
import { type FeastStores, featureStorage, jobStatements, serverStatements } from "./feast-storage.ts";
import {
  featureClientYaml,
  featureStoreYaml,
  type OnlineStore,
  onlinePasswordVariable,
  registryVariable,
} from "./feature-store-config.ts";
import {
  type Database,
  databaseFlow,
  databaseUrl,
  databaseValues,
  quotaFor,
  type Reachable,
  type ServiceContext,
  type ServiceShape,
} from "./service.ts";

export interface FeastArgs extends ServiceShape, Reachable, FeastStores {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** What `images/feast` makes, with its version or digest. */
  readonly image: pulumi.Input<string>;
  /** Holds the registry. */
  readonly registry: Database;
  /** IPv4 ranges of the addresses the online store may have in the VPC. DynamoDB needs none of them. */
  readonly onlineCidrs: readonly pulumi.Input<string>[];
  /** When features are brought to the online store, and the size of the job that does so. */
  readonly materialize: Materialization;
  /** Whether teams read features too. Costs a secret, 0.40 USD a month. Default: they do not. */
  readonly forTeams?: boolean;
}

/**
 * Feast: a server of online features, and jobs that apply definitions and materialize features. The registry is in
 * PostgreSQL, and pods keep nothing.
 *
 * The server answers nobody without one of its two generated tokens: one for reads, one for writes too. Definitions are
 * Python files in S3, which a team or its CI writes; a job applies them by the clock, and it alone may change tables of the
 * online store and read the offline store.
 *
 * Costs what its pods request of the nodes, and 0.40 USD a month for the secret with the tokens.
 *
 * @example
 * import { FeastServer } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const features = new FeastServer("feast", {
 *   context: {
 *     region: "us-east-1",
 *     clusterName: config.require("clusterName"),
 *     secretStore: "secrets-manager",
 *     secretsKeyArn: config.require("secretsKeyArn"),
 *     dataKeyArn: config.require("dataKeyArn"),
 *     monitorLabel: "release=prometheus",
 *     observabilityNamespace: "observability",
 *   },
 *   image: "111122223333.dkr.ecr.us-east-1.amazonaws.com/feast:0.64.0",
 *   namespace: "feast",
 *   serviceName: "feast",
 *   port: 6566,
 *   replicas: 2,
 *   cpu: "500m",
 *   memory: "1Gi",
 *   callers: [{ namespace: "inference" }],
 *   calls: [],
 *   project: "shop",
 *   registry: {
 *     host: config.require("databaseHost"),
 *     port: 5432,
 *     name: "feast",
 *     secretArn: config.require("databaseSecretArn"),
 *     cidrs: ["10.0.0.0/16"],
 *   },
 *   definitionsBucket: config.require("artifactsBucket"),
 *   offlineBucket: config.require("featuresBucket"),
 *   online: { kind: "dynamodb" },
 *   accountId: "111122223333",
 *   onlineCidrs: ["10.0.0.0/16"],
 *   materialize: { enabled: true, schedule: "7 * * * *", cpu: "500m", memory: "2Gi" },
 * });
 * export const url = features.url;
 */
export class FeastServer extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;
  /** How a service of the cluster reads and writes features. */
  readonly access: FeastAccess;
  /** The same for teams, who read alone: their secret holds no token that writes. `undefined` where they do not. */
  readonly teamAccess: FeastAccess | undefined;

  /** @throws InvalidInput for a project name that Feast refuses, or listing every argument of the pods that is not possible. */
  constructor(name: string, args: FeastArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:FeastServer", name, {}, options);
    const parent = { parent: this };
    const { context, registry, online, port, project } = args;
    const storage = featureStorage(args);
    const yaml = featureStoreYaml({ project, region: context.region, online });

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: quotaFor(args.replicas, args, [args.materialize, registrySize]) },
      parent,
    );
    const tokens = new GeneratedSecret(
      `${name}-tokens`,
      {
        description: "Tokens of the feature server",
        kmsKeyArn: context.secretsKeyArn,
        generate: { read: { form: "password", length: 48 }, write: { form: "password", length: 48 } },
      },
      parent,
    );
    const secret = syncFeastSecrets(name, args, namespace, tokens.arn, parent);
    const key = (of: string): SecretKey => ({ secretName: secret.name, key: of });
    const secretEnv = {
      [registryVariable]: key("registry-url"),
      ...(passwordOf(online) === null ? {} : { [onlinePasswordVariable]: key("online-password") }),
    };
    const authorities = mountDatabaseAuthorities(
      `${name}-authorities`,
      { namespace, region: context.region },
      parent,
    );
    const egress = [databaseFlow(registry), publicHttps, ...onlineFlow(args)];
    const ready = createFeastJobs(
      `${name}-jobs`,
      {
        context,
        namespace,
        image: args.image,
        featureStoreYaml: yaml,
        secretEnv,
        authorities,
        definitions: storage.definitions,
        registryFile: storage.registryFile,
        materialize: args.materialize,
        statements: jobStatements(args),
        egress,
      },
      parent,
    );
    const workload = new Workload(
      name,
      {
        serviceName: args.serviceName,
        namespace,
        image: args.image,
        command: ["python", "-m", "platform_feast.server"],
        args: ["--repository", "/etc/feast/repository", "--port", String(port)],
        port,
        env: { AWS_REGION: context.region, FEAST_USAGE: "False" },
        configFiles: { mountPath: "/etc/feast/repository", files: { "feature_store.yaml": yaml } },
        configMapFiles: [authorities],
        secretEnv: {
          ...secretEnv,
          FEAST_READ_TOKEN: key("read-token"),
          FEAST_WRITE_TOKEN: key("write-token"),
        },
        // Servers that find no tables make them all at once, and all but one of them fail.
        startAfter: [ready],
        resources: { cpu: args.cpu, memory: args.memory },
        probes: { readyPath: "/health", livePath: "/health/live", startupSeconds: 180 },
        scaling: { by: "fixed", replicas: args.replicas },
        identity: { clusterName: context.clusterName, statements: serverStatements(args) },
        callers: args.callers,
        egress: [...egress, ...args.calls],
        ...(args.route ? { route: args.route } : {}),
      },
      parent,
    );
    this.url = workload.url;
    this.access = {
      url: this.url,
      featureStoreYaml: featureClientYaml({ project, url: this.url, registry: storage.registryFile }),
      tokenSecretArn: tokens.arn,
      registry: storage.registry,
    };
    this.teamAccess = args.forTeams
      ? {
          ...this.access,
          tokenSecretArn: storeSecret(
            `${name}-read-token`,
            {
              description: "Token with which teams read features",
              kmsKeyArn: context.secretsKeyArn,
              namePrefix: `${sharedSecretsPath(pulumi.getStack())}/${name}-read-token-`,
              values: { read: tokens.values.read as pulumi.Output<string> },
            },
            parent,
          ).arn,
        }
      : undefined;
    this.registerOutputs({ url: this.url });
  }
}

const passwordOf = (online: OnlineStore) => (online.kind === "elasticache" ? online.secretArn : null);

/** Everything of the server's that External Secrets copies. */
function syncFeastSecrets(
  name: string,
  { context, registry, online }: FeastArgs,
  namespace: pulumi.Input<string>,
  tokensArn: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): SyncedSecret {
  const passwordArn = passwordOf(online);
  return syncSecret(
    `${name}-synced`,
    {
      secretName: "feast-secrets",
      namespace,
      store: context.secretStore,
      values: {
        ...databaseValues(registry),
        read: { secretArn: tokensArn, property: "read" },
        write: { secretArn: tokensArn, property: "write" },
        ...(passwordArn === null ? {} : { online: { secretArn: passwordArn, property: "password" } }),
      },
      template: {
        "registry-url": databaseUrl(registry, "postgresql+psycopg"),
        "read-token": "{{ .read }}",
        "write-token": "{{ .write }}",
        ...(passwordArn === null ? {} : { "online-password": "{{ .online }}" }),
      },
    },
    options,
  );
}

const onlineFlow = ({ online, onlineCidrs }: FeastArgs): Flow[] =>
  online.kind === "elasticache"
    ? [{ peers: onlineCidrs.map((cidr) => ({ cidr })), ports: [online.port] }]
    : [];
