import * as pulumi from "@pulumi/pulumi";
import { mountDatabaseAuthorities } from "../data/database-authorities.ts";
import type { Statement } from "../iam/policy.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { image } from "../kubernetes/image.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { type Flow, publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import {
  featureStoreYaml,
  type OnlineStore,
  onlinePasswordVariable,
  registryVariable,
} from "./feature-store-config.ts";
import {
  bucketStatements,
  type Database,
  databaseFlow,
  databaseUrl,
  databaseValues,
  quotaFor,
  type Reachable,
  type ServiceContext,
  type ServiceShape,
} from "./service.ts";

export interface FeastArgs extends ServiceShape, Reachable {
  readonly context: ServiceContext;
  /** Name of the feature repository. */
  readonly project: string;
  /** Holds the registry. */
  readonly registry: Database;
  /** Bucket of the Parquet files. */
  readonly offlineBucket: pulumi.Input<string>;
  readonly online: OnlineStore;
  /** Account of the online tables in DynamoDB. */
  readonly accountId: pulumi.Input<string>;
  /** Addresses the online store may have in the VPC. */
  readonly onlineCidrs: readonly pulumi.Input<string>[];
}

/**
 * The Feast feature server: features for inference from the online store, and writes to it. What there is stands in the
 * registry on PostgreSQL, which all servers read, and pods keep nothing.
 */
export class FeastServer extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: FeastArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:FeastServer", name, {}, options);
    const parent = { parent: this };
    const { context, registry, online, port } = args;
    const yaml = featureStoreYaml({ project: args.project, region: context.region, online });
    const passwordArn = online.kind === "elasticache" ? online.secretArn : null;

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: quotaFor(args.replicas, args) },
      parent,
    );
    const secret = syncSecret(
      `${name}-synced`,
      {
        secretName: "feast-secrets",
        namespace,
        store: context.secretStore,
        values: {
          ...databaseValues(registry),
          ...(passwordArn === null ? {} : { online: { secretArn: passwordArn, property: "password" } }),
        },
        template: {
          "registry-url": databaseUrl(registry, "postgresql+psycopg"),
          ...(passwordArn === null ? {} : { "online-password": "{{ .online }}" }),
        },
      },
      parent,
    );
    const authorities = mountDatabaseAuthorities(
      `${name}-authorities`,
      { namespace, region: context.region },
      parent,
    );
    const workload = new Workload(
      name,
      {
        serviceName: args.serviceName,
        namespace,
        image: image("feast-feature-server", context.imageMirror),
        command: ["feast", "--chdir", "/etc/feast/repository", "serve"],
        args: [
          ...["--host", "0.0.0.0", "--port", String(port), "--workers", "2"],
          ...["--registry_ttl_sec", "60", "--no-access-log"],
        ],
        port,
        env: { AWS_REGION: context.region, FEAST_USAGE: "False" },
        configFiles: { mountPath: "/etc/feast/repository", files: { "feature_store.yaml": yaml } },
        configMapFiles: [authorities],
        secretEnv: {
          [registryVariable]: { secretName: secret.name, key: "registry-url" },
          ...(passwordArn === null
            ? {}
            : { [onlinePasswordVariable]: { secretName: secret.name, key: "online-password" } }),
        },
        resources: { cpu: args.cpu, memory: args.memory },
        probes: { readyPath: "/health", startupSeconds: 180 },
        scaling: { by: "fixed", replicas: args.replicas },
        identity: { clusterName: context.clusterName, statements: statements(args) },
        callers: args.callers,
        egress: [databaseFlow(registry), publicHttps, ...onlineFlow(args), ...args.calls],
        ...(args.route ? { route: args.route } : {}),
      },
      parent,
    );
    this.url = workload.url;
    this.registerOutputs({ url: this.url });
  }
}

const onlineFlow = ({ online, onlineCidrs }: FeastArgs): Flow[] =>
  online.kind === "elasticache"
    ? [{ peers: onlineCidrs.map((cidr) => ({ cidr })), ports: [online.port] }]
    : [];

/** Tables are made by `feast apply`, not by the server. */
function statements({ context, offlineBucket, online, project, accountId }: FeastArgs): Statement[] {
  const { region, dataKeyArn } = context;
  return [
    ...bucketStatements({ bucket: offlineBucket, access: "read" }, dataKeyArn),
    ...(online.kind === "dynamodb"
      ? [
          {
            actions: [
              "dynamodb:BatchGetItem",
              "dynamodb:BatchWriteItem",
              "dynamodb:DescribeTable",
              "dynamodb:GetItem",
              "dynamodb:PutItem",
              "dynamodb:Query",
              "dynamodb:UpdateItem",
            ],
            resources: [pulumi.interpolate`arn:aws:dynamodb:${region}:${accountId}:table/${project}.*`],
          },
        ]
      : []),
  ];
}
