import * as pulumi from "@pulumi/pulumi";
import { mountDatabaseAuthorities } from "../data/database-authorities.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { image } from "../kubernetes/image.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { publicHttps } from "../kubernetes/traffic.ts";
import { Workload } from "../kubernetes/workload.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { teamLoginsPath } from "../secrets/paths.ts";
import { teamNamespace, teamTags } from "../teams/names.ts";
import type { MlflowAccess } from "./mlflow-login.ts";
import { setUpMlflow } from "./mlflow-setup.ts";
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
const settingsKey = "basic-auth.ini";
const driver = "postgresql+psycopg2";

export interface MlflowArgs extends ServiceShape, Reachable {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** Holds runs, models and users. */
  readonly database: Database;
  /** Bucket of the artifacts, which clients reach through the server. */
  readonly artifactsBucket: pulumi.Input<string>;
  /**
   * Addresses besides those in the cluster and that of the route that people use, such as `http://localhost:5000`. The
   * pages that come from there may write, and those of no other origin. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /** Services that get a user of their own, which has their name. Default: none. */
  readonly clients?: readonly string[];
  /** Teams whose pods get a user of their own, which has the name of their namespace. Default: none. */
  readonly teams?: readonly string[];
}

/**
 * The MLflow tracking server and model registry. State is in PostgreSQL and S3, so that any pod can be lost; clients
 * never need access to the bucket, because the server passes artifacts on. Everyone logs in: the first administrator is
 * `admin`, whose password is generated and kept in Secrets Manager. Pods get requests only while they reach the database.
 *
 * Costs what its pods request of the nodes, and 0.40 USD a month for the administrator's secret and that of each client and team.
 *
 * @example
 * import { Mlflow } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const tracking = new Mlflow("mlflow", {
 *   context: {
 *     region: "us-east-1",
 *     clusterName: config.require("clusterName"),
 *     secretStore: "secrets-manager",
 *     secretsKeyArn: config.require("secretsKeyArn"),
 *     dataKeyArn: config.require("dataKeyArn"),
 *     monitorLabel: "release=prometheus",
 *     observabilityNamespace: "observability",
 *   },
 *   namespace: "mlflow",
 *   serviceName: "mlflow",
 *   port: 5000,
 *   replicas: 2,
 *   cpu: "500m",
 *   memory: "2Gi",
 *   database: {
 *     host: config.require("databaseHost"),
 *     port: 5432,
 *     name: "mlflow",
 *     secretArn: config.require("databaseSecretArn"),
 *     cidrs: ["10.0.0.0/16"],
 *   },
 *   artifactsBucket: config.require("artifactsBucket"),
 *   clients: ["airflow"],
 *   callers: [{ namespace: "airflow" }],
 *   calls: [],
 * });
 * export const { url, secretArn } = tracking.access("airflow");
 */
export class Mlflow extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;
  /** Secrets Manager secret with `username` and `password` of the administrator. */
  readonly adminSecretArn: pulumi.Output<string>;
  /** Secrets Manager secrets with `username` and `password` of those who have a user, by its name. */
  readonly clientSecretArns: Readonly<Record<string, pulumi.Output<string>>>;

  /** @throws InvalidInput listing every argument of the pods that is not possible; TypeError for an origin that is no URL. */
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
          "database-url": databaseUrl(database, driver),
          "signing-key": "{{ .signing }}",
          [settingsKey]: loginSettings(database),
        },
      },
      parent,
    );
    const authorities = mountDatabaseAuthorities(
      `${name}-authorities`,
      { namespace, region: context.region },
      parent,
    );
    const databaseKey = { secretName: secret.name, key: "database-url" };
    const setup = setUpMlflow(
      `${name}-users`,
      {
        context,
        namespace,
        database,
        databaseUrl: databaseKey,
        authorities,
        adminSecretArn: login.arn,
        clients: [
          ...(args.clients ?? []).map((client) => ({ name: client })),
          ...(args.teams ?? []).map((team) => ({
            name: teamNamespace(team),
            secretsPath: teamLoginsPath(pulumi.getStack(), team),
            tags: teamTags(team),
          })),
        ],
      },
      parent,
    );
    const origins = [
      ...new Set([...(args.allowedOrigins ?? []), ...(args.route ? [`https://${args.route.hostname}`] : [])]),
    ];
    const host = `${serviceName}.${args.namespace}.svc:${port}`;
    const workload = new Workload(
      name,
      {
        serviceName,
        namespace,
        image: image("mlflow", context.imageMirror),
        command: ["mlflow", "server"],
        args: [
          ...["--app-name", "basic-auth", "--host", "0.0.0.0", "--port", String(port), "--workers", "2"],
          ...["--serve-artifacts", "--artifacts-destination"],
          pulumi.interpolate`s3://${args.artifactsBucket}/mlflow`,
        ],
        port,
        env: {
          AWS_REGION: context.region,
          // Its jobs, such as the evaluation of models, are processes in the same pod that take 2 GiB even while idle.
          MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
          MLFLOW_AUTH_CONFIG_PATH: `${secretPath}/${settingsKey}`,
          MLFLOW_SERVER_ALLOWED_HOSTS: [
            host,
            `${serviceName}.${args.namespace}:${port}`,
            ...origins.map((origin) => new URL(origin).host),
          ].join(","),
          ...(origins.length === 0 ? {} : { MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: origins.join(",") }),
        },
        secretEnv: {
          MLFLOW_BACKEND_STORE_URI: databaseKey,
          MLFLOW_FLASK_SERVER_SECRET_KEY: { secretName: secret.name, key: "signing-key" },
        },
        secretFiles: [
          { volume: "secrets", secretName: secret.name, mountPath: secretPath, keys: [settingsKey] },
        ],
        configMapFiles: [authorities],
        startAfter: [setup.job],
        resources: { cpu: args.cpu, memory: args.memory },
        probes: {
          readyPath: "/health",
          readyCommand: ["python", "-c", asksDatabase(port, host)],
          startupSeconds: 300,
        },
        scaling: { by: "fixed", replicas: args.replicas },
        identity: {
          clusterName: context.clusterName,
          statements: bucketStatements(
            { bucket: args.artifactsBucket, prefix: "mlflow", access: "write" },
            context.dataKeyArn,
          ),
        },
        callers: args.callers,
        egress: [databaseFlow(database), ...args.calls, publicHttps],
        ...(args.route ? { route: args.route } : {}),
        // Uploads pass through the server, which keeps them on disk meanwhile.
        temporarySpace: "4Gi",
      },
      parent,
    );
    this.url = workload.url;
    this.adminSecretArn = login.arn;
    this.clientSecretArns = setup.clientSecretArns;
    this.registerOutputs({
      url: this.url,
      adminSecretArn: this.adminSecretArn,
      clientSecretArns: this.clientSecretArns,
    });
  }

  /**
   * How a service, or the pods of a namespace of a team, reach MLflow with their own user.
   *
   * @throws RunError for a name that is not in `clients`, nor of a team in `teams`.
   */
  access(client: string): MlflowAccess {
    const secretArn = this.clientSecretArns[client];
    if (secretArn === undefined)
      throw new pulumi.RunError(`MLflow has no user for ${client}: add it to clients, or its team to teams.`);
    return { url: this.url, secretArn };
  }
}

/**
 * Succeeds while the server, which answers to its own host names alone, can ask its database. `/health` answers without
 * it; a login does not, and nobody has this one, so that a refusal (401) is what proves it.
 */
const asksDatabase = (port: number, host: string): string => `
import base64, urllib.error, urllib.request
request = urllib.request.Request("http://127.0.0.1:${port}/api/2.0/mlflow/users/current")
request.add_header("Host", "${host}")
request.add_header("Authorization", "Basic " + base64.b64encode(b"readiness-probe:no password").decode())
try:
    urllib.request.urlopen(request, timeout=4)
    raise SystemExit("a login that nobody has was accepted")
except urllib.error.HTTPError as error:
    raise SystemExit(error.code != 401)
`;

/** Settings of MLflow's login (https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/). */
const loginSettings = (database: Database): pulumi.Output<string> =>
  databaseUrl(database, driver).apply((url) =>
    [
      "[mlflow]",
      "default_permission = READ",
      // Python reads the file with configparser, to which a single % would be the start of a reference.
      `database_uri = ${url.replaceAll(" }}", ' | replace "%" "%%" }}')}`,
      "admin_username = admin",
      "admin_password = {{ .admin }}",
      "authorization_function = mlflow.server.auth:authenticate_request_basic_auth",
      "",
    ].join("\n"),
  );
