import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { throughSecretsManager } from "../iam/policy.ts";
import { image } from "../kubernetes/image.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { defaultUserId, restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import { egressRules, podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { createDatabase, fetchCredentials } from "./database-script.ts";

export interface ServiceDatabasesArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly region: string;
  readonly host: pulumi.Input<string>;
  readonly port: number;
  readonly masterSecretArn: pulumi.Input<string>;
  /** Key that encrypts the secrets. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Addresses of the subnets the database stands in. */
  readonly vpcCidr: pulumi.Input<string>;
  /** Each gets a database and a user of its name. */
  readonly services: readonly string[];
  /** Registry prefix that images are pulled through. Default: their own registries. */
  readonly imageMirror?: string | undefined;
}

const account = "database-setup";

/**
 * A database and a user for each service. The instance is reached from inside the cluster only, so that a job there does
 * what the machine that runs Pulumi could not; it can run again at any time, and does when something about it changes.
 * Each service's secret holds `username`, `password`, `host`, `port` and `dbname`.
 *
 * Price: 0.40 USD a month for each secret.
 */
export class ServiceDatabases extends pulumi.ComponentResource {
  /** Secret of each service, known once its database exists. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ServiceDatabasesArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:ServiceDatabases", name, {}, options);
    const parent = { parent: this };
    const { namespace } = new PlatformNamespace(
      `${name}-jobs`,
      { namespace: "databases", quota: { "requests.cpu": "2", "limits.memory": "4Gi", pods: "20" } },
      parent,
    );
    const secrets = args.services.map(
      (service) =>
        [
          service,
          new GeneratedSecret(
            `${name}-${service}`,
            {
              description: `Database of ${service}`,
              kmsKeyArn: args.kmsKeyArn,
              generate: { password: { form: "password", length: 32 } },
              fixed: {
                username: service,
                host: args.host,
                port: String(args.port),
                dbname: databaseName(service),
              },
            },
            parent,
          ).arn,
        ] as const,
    );
    const identity = new PodIdentity(
      `${name}-identity`,
      {
        clusterName: args.clusterName,
        namespace,
        serviceAccount: account,
        statements: [
          {
            actions: ["secretsmanager:GetSecretValue"],
            resources: [args.masterSecretArn, ...secrets.map(([, arn]) => arn)],
          },
          {
            actions: ["kms:Decrypt"],
            resources: [args.kmsKeyArn],
            conditions: throughSecretsManager(args.region),
          },
        ],
      },
      parent,
    );
    const ready = [
      identity,
      new kubernetes.core.v1.ServiceAccount(
        `${name}-account`,
        { metadata: { name: account, namespace }, automountServiceAccountToken: false },
        parent,
      ),
      new kubernetes.networking.v1.NetworkPolicy(
        `${name}-network`,
        {
          metadata: { name: account, namespace },
          spec: {
            podSelector: {},
            policyTypes: ["Egress"],
            egress: egressRules([
              podIdentityAgent,
              publicHttps,
              { peers: [{ cidr: args.vpcCidr }], ports: [args.port] },
            ]),
          },
        },
        parent,
      ),
    ];
    this.secretArns = Object.fromEntries(
      secrets.map(([service, secretArn]) => {
        const job = new kubernetes.batch.v1.Job(
          `${name}-${service}-job`,
          {
            metadata: { name: `database-${service}`, namespace, labels: labels(service) },
            spec: jobSpec(args, service, secretArn),
          },
          { parent: this, dependsOn: ready, deleteBeforeReplace: true },
        );
        return [service, pulumi.all([secretArn, job.id]).apply(([arn]) => arn)];
      }),
    );
    this.registerOutputs({ secretArns: this.secretArns });
  }
}

/** PostgreSQL would want dashes quoted everywhere. */
export const databaseName = (service: string): string => service.replaceAll("-", "_");

const labels = (service: string) => ({
  "app.kubernetes.io/name": account,
  "app.kubernetes.io/instance": service,
});

function jobSpec(
  args: ServiceDatabasesArgs,
  service: string,
  secretArn: pulumi.Output<string>,
): kubernetes.types.input.batch.v1.JobSpec {
  const container = (
    name: string,
    use: "aws-cli" | "postgres",
    script: string,
    env: Record<string, pulumi.Input<string>>,
  ) => ({
    name,
    image: image(use, args.imageMirror),
    command: ["sh", "-c", script],
    env: Object.entries({ HOME: "/tmp", ...env }).map(([key, value]) => ({ name: key, value })),
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: "credentials", mountPath: "/credentials" },
      { name: "tmp", mountPath: "/tmp" },
    ],
  });
  return {
    // The instance may still be starting when the job does.
    backoffLimit: 10,
    activeDeadlineSeconds: 1800,
    template: {
      metadata: { labels: labels(service) },
      spec: {
        serviceAccountName: account,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        restartPolicy: "Never",
        securityContext: restrictedPod(defaultUserId),
        initContainers: [
          container("fetch-credentials", "aws-cli", fetchCredentials, {
            AWS_REGION: args.region,
            MASTER_SECRET: args.masterSecretArn,
            SERVICE_SECRET: secretArn,
          }),
        ],
        containers: [
          container("create-database", "postgres", createDatabase, {
            PGHOST: args.host,
            PGPORT: String(args.port),
            PGDATABASE: "postgres",
            PGSSLMODE: "require",
            SERVICE_DATABASE: databaseName(service),
          }),
        ],
        volumes: [
          { name: "credentials", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
          { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
        ],
      },
    },
  };
}
