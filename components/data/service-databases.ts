import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { throughSecretsManager } from "../iam/policy.ts";
import { image } from "../kubernetes/image.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import type { ConfigMapFiles } from "../kubernetes/pod-inputs.ts";
import { type RestrictedJobArgs, restrictedJob } from "../kubernetes/restricted-job.ts";
import { egressRules, podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { servicesPath } from "../secrets/paths.ts";
import { storeSecret } from "../secrets/stored-secret.ts";
import { databaseAuthoritiesFile, mountDatabaseAuthorities } from "./database-authorities.ts";
import { createDatabase, fetchCredentials } from "./database-script.ts";

export interface ServiceDatabasesArgs {
  /** Name of the EKS cluster whose pods make the databases. */
  readonly clusterName: pulumi.Input<string>;
  /** AWS region of the instance and of the secrets, such as `us-east-1`. */
  readonly region: string;
  /** Host name of the instance, as its certificate has it. */
  readonly host: pulumi.Input<string>;
  /** TCP port of the instance. */
  readonly port: number;
  /** ARN of the Secrets Manager secret with `username` and `password` of the instance's master user. */
  readonly masterSecretArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the secrets, that of the master user included. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** IPv4 range of the addresses that the instance may have; the jobs reach its port there. */
  readonly vpcCidr: pulumi.Input<string>;
  /** Names of the services. Each gets a role of its name, and a database of that name with `_` for every `-`. */
  readonly services: readonly string[];
  /**
   * Which of their passwords the services have, from 1. One more gives each service another login with another password,
   * while the login before it keeps its own. It may rise by one at a time. Default: 1.
   */
  readonly passwordGeneration?: number | undefined;
  /** Registry prefix that images are pulled through. Default: their own registries. */
  readonly imageMirror?: string | undefined;
}

const account = "database-setup";

/**
 * A database and a login for each service. The instance is reached from inside the cluster only, so that a job there does
 * what the machine that runs Pulumi could not; it can run again at any time, and does when something about it changes,
 * the service's password included. A service's login connects to its own database and to no other.
 * Each service's secret holds `username`, `password`, `host`, `port` and `dbname`.
 *
 * A role that nobody can log in as owns the database and all that is made in it. The logins `<service>_a` and
 * `<service>_b` are its members and take turns: the secret names the one of `passwordGeneration`, once its job has set the
 * password, and pods that still have the one before it go on.
 *
 * Price: 0.40 USD a month for each secret: one a service, and one for the jobs.
 *
 * @example
 * import { EncryptionKey, Network, Postgres, ServiceDatabases } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const key = new EncryptionKey("data", { description: "PostgreSQL" });
 * const postgres = new Postgres("postgres", {
 *   vpcId: network.vpcId,
 *   subnetIds: network.databaseSubnetIds,
 *   clients: { nodes: config.require("clusterSecurityGroupId") },
 *   kmsKeyArn: key.arn,
 *   instanceClass: "db.t4g.medium",
 *   storageGiB: 20,
 * });
 * const databases = new ServiceDatabases("database", {
 *   clusterName: config.require("clusterName"),
 *   region: "us-east-1",
 *   host: postgres.host,
 *   port: postgres.port,
 *   masterSecretArn: postgres.masterSecretArn,
 *   kmsKeyArn: key.arn,
 *   vpcCidr: "10.0.0.0/16",
 *   services: ["mlflow"],
 * });
 * export const secretArn = databases.secretArns.mlflow;
 */
export class ServiceDatabases extends pulumi.ComponentResource {
  /** ARN of each service's secret by the service's name, known once its database exists. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ServiceDatabasesArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:ServiceDatabases", name, {}, options);
    const parent = { parent: this };
    const { namespace } = new PlatformNamespace(
      `${name}-jobs`,
      { namespace: "databases", quota: { "requests.cpu": "2", "limits.memory": "4Gi", pods: "20" } },
      parent,
    );
    const generation = args.passwordGeneration ?? 1;
    const passwords = new GeneratedSecret(
      `${name}-passwords`,
      {
        description: "Passwords of the databases of services, for the jobs that set them",
        kmsKeyArn: args.kmsKeyArn,
        generate: Object.fromEntries(
          args.services.map((service) => [service, { form: "password", length: 32, generation }]),
        ),
      },
      parent,
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
            resources: [args.masterSecretArn, passwords.arn],
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
    const authorities = mountDatabaseAuthorities(
      `${name}-authorities`,
      { namespace, region: args.region },
      parent,
    );
    this.secretArns = Object.fromEntries(
      args.services.map((service) => {
        const login = loginOf(service, generation);
        const job = restrictedJob(
          `${name}-${service}-job`,
          databaseJob(args, { service, login, generation }, passwords, namespace, authorities),
          { parent: this, dependsOn: ready },
        );
        const { arn } = storeSecret(
          `${name}-${service}`,
          {
            description: `Database of ${service}`,
            kmsKeyArn: args.kmsKeyArn,
            namePrefix: `${servicesPath(pulumi.getStack())}/${name}-${service}-`,
            values: {
              username: login,
              password: passwords.values[service] ?? "",
              host: args.host,
              port: String(args.port),
              dbname: databaseName(service),
            },
          },
          // A secret never names a login that does not work yet.
          { parent: this, dependsOn: job },
        );
        return [service, arn];
      }),
    );
    this.registerOutputs({ secretArns: this.secretArns });
  }
}

/** PostgreSQL would want dashes quoted everywhere. */
export const databaseName = (service: string): string => service.replaceAll("-", "_");

/** No service has `_` in its name, so that no login has the name of another service. */
const loginOf = (service: string, generation: number): string =>
  `${service}_${generation % 2 === 1 ? "a" : "b"}`;

interface Login {
  readonly service: string;
  readonly login: string;
  readonly generation: number;
}

/** Makes one service's database. Both programs find what the first one left in memory. */
function databaseJob(
  args: ServiceDatabasesArgs,
  { service, login, generation }: Login,
  passwords: GeneratedSecret,
  namespace: pulumi.Input<string>,
  authorities: ConfigMapFiles,
): RestrictedJobArgs {
  const resources = { cpu: "50m", memory: "128Mi", memoryLimit: "256Mi" };
  return {
    jobName: `database-${service}`,
    namespace,
    labels: { "app.kubernetes.io/name": account, "app.kubernetes.io/instance": service },
    serviceAccountName: account,
    // The instance may still be starting when the job does.
    retries: 10,
    memory: { volume: "credentials", mountPath: "/credentials" },
    configMapFiles: [authorities],
    steps: [
      {
        name: "fetch-credentials",
        image: image("aws-cli", args.imageMirror),
        command: ["bash", "-c", fetchCredentials],
        env: {
          AWS_REGION: args.region,
          MASTER_SECRET: args.masterSecretArn,
          PASSWORDS_SECRET: passwords.arn,
          // Another version of the secret makes another job, which sets the password.
          PASSWORDS_SECRET_VERSION: passwords.versionId,
          SERVICE: service,
        },
        resources,
      },
      {
        name: "create-database",
        image: image("postgres", args.imageMirror),
        command: ["sh", "-c", createDatabase],
        env: {
          PGHOST: args.host,
          PGPORT: String(args.port),
          PGDATABASE: "postgres",
          PGSSLMODE: "verify-full",
          PGSSLROOTCERT: databaseAuthoritiesFile,
          SERVICE: service,
          SERVICE_LOGIN: login,
          SERVICE_DATABASE: databaseName(service),
          PASSWORD_GENERATION: String(generation),
        },
        resources,
      },
    ],
  };
}
