import { quantity } from "@aip/common/quantity.ts";
import * as pulumi from "@pulumi/pulumi";
import { databaseAuthoritiesFile } from "../data/database-authorities.ts";
import type { Statement } from "../iam/policy.ts";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import type { Flow, Peer } from "../kubernetes/traffic.ts";
import type { WorkloadRoute } from "../kubernetes/workload-args.ts";

/** What every ML service needs to know of the platform around it. */
export interface ServiceContext extends Mirrors {
  /** AWS region of the platform. */
  readonly region: string;
  /** Name of the EKS cluster. */
  readonly clusterName: pulumi.Input<string>;
  /** ClusterSecretStore that reads Secrets Manager. */
  readonly secretStore: pulumi.Input<string>;
  /** KMS key of the secrets that the service makes up. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /** KMS key of the buckets and tables that the service uses. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** Label of ServiceMonitors, as `key=value`. Default: nothing collects metrics, and there are no monitors. */
  readonly monitorLabel?: string | undefined;
  /** Namespace of Prometheus and of the OpenTelemetry collector. */
  readonly observabilityNamespace: pulumi.Input<string>;
}

/** A database on the platform's PostgreSQL, and the secret with its `username` and `password`. */
export interface Database {
  /** Host name of the server, which its certificate must have. */
  readonly host: pulumi.Input<string>;
  /** TCP port of the server. */
  readonly port: pulumi.Input<number>;
  /** Name of the database. */
  readonly name: pulumi.Input<string>;
  /** Secrets Manager secret with `username` and `password`. */
  readonly secretArn: pulumi.Input<string>;
  /** IPv4 ranges of the addresses the database may have. */
  readonly cidrs: readonly pulumi.Input<string>[];
}

/** Where a service runs, what decides its size, and whom it may talk to. */
export interface ServiceShape {
  /** Name of the namespace, which the component makes. */
  readonly namespace: string;
  /** Number of pods; for Airflow, of each of its services. */
  readonly replicas: number;
  /** CPU that each pod requests, as a Kubernetes quantity such as `500m`. There is no limit. */
  readonly cpu: string;
  /** Memory that each pod requests and may use at most, as a Kubernetes quantity such as `2Gi`. */
  readonly memory: string;
  /** Host name and gateway by which people reach it. Default: none, the service is reached inside the cluster alone. */
  readonly route?: WorkloadRoute | undefined;
  /** Who else may call the service. */
  readonly callers: readonly Peer[];
  /** Other services in the cluster that it calls. */
  readonly calls: readonly Flow[];
}

/** The Kubernetes service by which others reach a service. */
export interface Reachable {
  /** Name of the service, a DNS label of at most 63 characters. */
  readonly serviceName: string;
  /** TCP port of the service and of its pods, 1024 to 65535. */
  readonly port: number;
}

export const databaseFlow = (database: Database): Flow => ({
  peers: database.cidrs.map((cidr) => ({ cidr })),
  ports: [database.port],
});

/**
 * The database's URL as a template of External Secrets. The password may hold any character, so it is encoded. The
 * connection is encrypted, and made only to a server with a certificate for this host from an authority that is trusted:
 * the pod needs what `mountDatabaseAuthorities` gives.
 *
 * @param driver SQLAlchemy's dialect with its driver written out, such as `postgresql+psycopg2`: SQLAlchemy's own choice
 *   changes with its version. `postgresql+asyncpg` takes no file in the URL: give its pods `asyncpgAuthorities` too.
 */
export const databaseUrl = (
  { host, port, name }: Database,
  driver: `postgresql+${string}`,
): pulumi.Output<string> =>
  pulumi.interpolate`${driver}://${encoded("username")}:${encoded("password")}@${host}:${port}/${name}?${driver === "postgresql+asyncpg" ? "ssl=verify-full" : libpqTls}`;

const libpqTls = `sslmode=verify-full&sslrootcert=${databaseAuthoritiesFile}`;

/** Has asyncpg, to which a URL cannot name a file, trust the authorities that `mountDatabaseAuthorities` gives. */
export const asyncpgAuthorities = { name: "PGSSLROOTCERT", value: databaseAuthoritiesFile } as const;

/** SQLAlchemy decodes `%20` alone as a space, for which `urlquery` writes a plus sign. */
const encoded = (value: string): string => `{{ .${value} | urlquery | replace "+" "%20" }}`;

/** Where External Secrets finds what `databaseUrl` fills in. */
export const databaseValues = ({ secretArn }: Database) => ({
  username: { secretArn, property: "username" },
  password: { secretArn, property: "password" },
});

export interface BucketAccess {
  /** Name of the bucket. */
  readonly bucket: pulumi.Input<string>;
  /** Prefix of the objects, without a slash at either end. Default: the whole bucket. */
  readonly prefix?: string;
  /** `write` lets it read, write and delete objects, `read` only read them. */
  readonly access: "read" | "write";
}

/** What a service may do with objects under a prefix of a bucket whose objects are encrypted with this key. */
export const bucketStatements = (bucket: BucketAccess, keyArn: pulumi.Input<string>): Statement[] => [
  ...objectStatements(bucket),
  { actions: objectKeyActions(bucket.access), resources: [keyArn] },
];

/**
 * Lets a client ask whether there is a bucket, or an object in it, before it reads or writes: S3 answers that to those alone
 * who may list all of the bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html, 2026-11-24). The
 * names of objects are not secret, but what is in them.
 */
export const askForBucket = (bucket: pulumi.Input<string>): Statement => ({
  actions: ["s3:ListBucket"],
  resources: [pulumi.interpolate`arn:aws:s3:::${bucket}`],
});

/** What the key of a bucket is used for by those who read its objects, or write them too. */
export const objectKeyActions = (access: BucketAccess["access"]): string[] => [
  "kms:Decrypt",
  ...(access === "write" ? ["kms:GenerateDataKey"] : []),
];

/** What may be done with objects under a prefix of a bucket, without what the key of the bucket takes. */
export function objectStatements({ bucket, prefix, access }: BucketAccess): Statement[] {
  const write = access === "write";
  const pattern = prefix === undefined ? "*" : `${prefix}/*`;
  const arn = pulumi.interpolate`arn:aws:s3:::${bucket}`;
  return [
    {
      actions: ["s3:ListBucket"],
      resources: [arn],
      // Without the prefix itself a client cannot ask whether there is anything under it.
      ...(prefix === undefined
        ? {}
        : { conditions: { StringLike: { "s3:prefix": [prefix, `${prefix}/`, pattern] } } }),
    },
    { actions: ["s3:GetBucketLocation"], resources: [arn] },
    {
      actions: [
        "s3:GetObject",
        ...(write ? ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] : []),
      ],
      resources: [pulumi.interpolate`${arn}/${pattern}`],
    },
  ];
}

interface PodSize {
  readonly cpu: string;
  readonly memory: string;
}

/**
 * The quota of a namespace with up to so many pods of this size, and room for the two more of an update.
 *
 * @param jobs Sizes of the pods of jobs that run beside them. Default: none.
 */
export function quotaFor(pods: number, size: PodSize, jobs: readonly PodSize[] = []) {
  const sizes = [...Array<PodSize>(pods + 2).fill(size), ...jobs];
  const total = (key: keyof PodSize) => sizes.reduce((sum, each) => sum + (quantity(each[key]) ?? 0), 0);
  const memory = `${Math.ceil(total("memory") / 2 ** 20)}Mi`;
  return {
    "requests.cpu": `${Math.ceil(total("cpu") * 1000)}m`,
    "requests.memory": memory,
    "limits.memory": memory,
    pods: String(sizes.length),
  };
}
