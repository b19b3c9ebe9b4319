import * as pulumi from "@pulumi/pulumi";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { image } from "../kubernetes/image.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import type { MlflowAccess } from "./mlflow-login.ts";
import { makeMlflowUsers, usersPodLabels } from "./mlflow-users.ts";
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

const secretPath = "/etc/mlflow/secrets";

export interface MlflowArgs extends ServiceShape, Reachable {
  readonly context: ServiceContext;
  /** Holds runs, models and users. */
  readonly database: Database;
  /** Bucket of the artifacts, which clients reach through the server. */
  readonly artifactsBucket: pulumi.Input<string>;
  /** Host names besides the service's own that clients use, with port where it is not the scheme's. Default: none. */
  readonly allowedHosts?: readonly string[];
  /** Services that get a user of their own, which has their name. Default: none. */
  readonly clients?: readonly string[];
}

/**
 * The MLflow tracking server and model registry. State stands in PostgreSQL and S3, so that any pod can be lost; clients
 * never need access to the bucket, because the server passes artifacts on. Everybody logs in: the first administrator is
 * `admin`, whose password is made up and kept in Secrets Manager.
 */
export class Mlflow extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;
  /** Secrets Manager secret with `username` and `password` of the administrator. */
  readonly adminSecretArn: pulumi.Output<string>;
  /** Secrets Manager secrets with `username` and `password` of the services that have a user, by service. */
  readonly clientSecretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: MlflowArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:Mlflow", name, {}, options);
    const parent = { parent: this };
    const { context, database, serviceName, port } = args;

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: quotaFor(args.replicas + 1, args) },
      parent,
    );
    const login = new GeneratedSecret(
      `${name}-login`,
      {
        description: "Administrator of MLflow, and the key its forms are signed with",
        kmsKeyArn: context.secretsKeyArn,
        fixed: { username: "admin" },
        generate: {
          password: { form: "password", length: 32 },
          signing: { form: "password", length: 64 },
        },
      },
      parent,
    );
    const secret = syncSecret(
      `${name}-synced`,
      {
        secretName: "mlflow-secrets",
        namespace,
        store: context.secretStore,
        values: {
          ...databaseValues(database),
          admin: { secretArn: login.arn, property: "password" },
          signing: { secretArn: login.arn, property: "signing" },
        },
        template: {
          "database-url": databaseUrl(database, "postgresql"),
          "signing-key": "{{ .signing }}",
          "basic-auth.ini": loginSettings(database),
        },
      },
      parent,
    );
    const workload = new Workload(
      name,
      {
        serviceName,
        namespace,
        image: image("mlflow", context.imageMirror),
        // From files into the environment: arguments would show in the list of processes.
        command: ["sh", "-c"],
        args: [
          pulumi.concat(
            `export MLFLOW_BACKEND_STORE_URI="$(cat ${secretPath}/database-url)" `,
            `MLFLOW_FLASK_SERVER_SECRET_KEY="$(cat ${secretPath}/signing-key)"; `,
            `exec mlflow server --app-name basic-auth --host 0.0.0.0 --port ${port} --workers 2 --serve-artifacts `,
            pulumi.interpolate`--artifacts-destination s3://${args.artifactsBucket}/mlflow`,
          ),
        ],
        port,
        env: {
          AWS_REGION: context.region,
          // Its jobs, such as the evaluation of models, are processes in the same pod that take 2 GiB even while idle.
          MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
          MLFLOW_AUTH_CONFIG_PATH: `${secretPath}/basic-auth.ini`,
          MLFLOW_SERVER_ALLOWED_HOSTS: [
            `${serviceName}.${args.namespace}.svc:${port}`,
            `${serviceName}.${args.namespace}:${port}`,
            ...(args.allowedHosts ?? []),
            ...(args.route ? [args.route.hostname] : []),
          ].join(","),
        },
        secretFiles: [
          {
            volume: "secrets",
            secretName: secret.metadata.apply((metadata) => metadata.name as string),
            mountPath: secretPath,
          },
        ],
        resources: { cpu: args.cpu, memory: args.memory },
        probes: { readyPath: "/health", startupSeconds: 300 },
        scaling: { by: "fixed", replicas: args.replicas },
        identity: {
          clusterName: context.clusterName,
          statements: bucketStatements(
            { bucket: args.artifactsBucket, prefix: "mlflow", access: "write" },
            context.dataKeyArn,
          ),
        },
        callers: [...args.callers, { namespace: args.namespace, podLabels: usersPodLabels }],
        egress: [databaseFlow(database), ...args.calls, publicHttps],
        ...(args.route ? { route: args.route } : {}),
        // Uploads pass through the server, which keeps them on disk meanwhile.
        temporarySpace: "4Gi",
      },
      parent,
    );
    this.url = workload.url;
    this.adminSecretArn = login.arn;
    const clients = args.clients ?? [];
    this.clientSecretArns =
      clients.length === 0
        ? {}
        : makeMlflowUsers(
            `${name}-users`,
            { context, namespace, port, url: this.url, adminSecretArn: login.arn, clients },
            parent,
          );
    this.registerOutputs({
      url: this.url,
      adminSecretArn: this.adminSecretArn,
      clientSecretArns: this.clientSecretArns,
    });
  }

  /**
   * How a service reaches MLflow with its own user.
   *
   * @throws RunError for a service that was not named in `clients`.
   */
  access(client: string): MlflowAccess {
    const secretArn = this.clientSecretArns[client];
    if (secretArn === undefined)
      throw new pulumi.RunError(`MLflow has no user for ${client}: add it to clients.`);
    return { url: this.url, secretArn };
  }
}

/** Settings of MLflow's login (https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/). */
const loginSettings = (database: Database): pulumi.Output<string> =>
  databaseUrl(database, "postgresql").apply((url) =>
    [
      "[mlflow]",
      "default_permission = READ",
      // Python reads the file with configparser, to which a single % would be the start of a reference.
      `database_uri = ${url.replaceAll("urlquery }}", 'urlquery | replace "%" "%%" }}')}`,
      "admin_username = admin",
      "admin_password = {{ .admin }}",
      "authorization_function = mlflow.server.auth:authenticate_request_basic_auth",
      "",
    ].join("\n"),
  );
