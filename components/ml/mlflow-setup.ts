import { images } from "@aip/facts/images.ts";
import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { image } from "../kubernetes/image.ts";
import type { ConfigMapFiles, SecretKey } from "../kubernetes/pod-inputs.ts";
import { restrictedJob } from "../kubernetes/restricted-job.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type Database, databaseFlow, type ServiceContext } from "./service.ts";

export interface MlflowSetupArgs {
  readonly context: ServiceContext;
  readonly namespace: pulumi.Input<string>;
  readonly database: Database;
  /** URL of the database, in a Kubernetes secret. */
  readonly databaseUrl: SecretKey;
  /** Authorities of the database. */
  readonly authorities: ConfigMapFiles;
  /** Secrets Manager secret with the `password` of `admin`. */
  readonly adminSecretArn: pulumi.Input<string>;
  /** Who gets a user. */
  readonly clients: readonly MlflowClient[];
}

/** A user of MLflow beside the administrator. */
export interface MlflowClient {
  /** Name of the user: that of a service, or of a team's namespace. */
  readonly name: string;
  /** Path in Secrets Manager of its login. Default: that of services. */
  readonly secretsPath?: string | undefined;
  /** Tags of its login. Default: those of the provider. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface MlflowSetup {
  /** What the server starts after. */
  readonly job: kubernetes.batch.v1.Job;
  /** Secrets Manager secrets with `username` and `password` of the clients, by name, known once the users exist. */
  readonly clientSecretArns: Readonly<Record<string, pulumi.Output<string>>>;
}

const podLabels = { "app.kubernetes.io/name": "mlflow-setup" };
const usersPath = "/etc/mlflow/users";

/**
 * Runs and users are in one database. The tables of the runs come first: MLflow makes them whole only where there is no
 * other table yet. The passwords are written to the database, not through the server, which would want the
 * administrator's old password to set a new one.
 */
const script = `
import os, pathlib
from mlflow.db import upgrade
from mlflow.server.auth.sqlalchemy_store import SqlAlchemyStore

url = os.environ["MLFLOW_BACKEND_STORE_URI"]
upgrade.main([url], standalone_mode=False)
store = SqlAlchemyStore()
store.init_db(url)
for name in ["admin", *filter(None, os.environ["CLIENTS"].split(","))]:
    password = pathlib.Path("${usersPath}", name).read_text()
    if not store.has_user(name):
        store.create_user(name, password, is_admin=name == "admin")
    elif not store.authenticate_user(name, password):
        store.update_user(name, password=password)
`;

/**
 * Brings MLflow's database up to date before the server starts, so that its pods do not race for it, and gives the
 * administrator and a user for each calling service and each team their passwords. It runs again with another version of MLflow, whose
 * number is in its name, with another client, and after a password has changed. The clients' users read everything, and own
 * what they create.
 */
export function setUpMlflow(
  name: string,
  args: MlflowSetupArgs,
  options: pulumi.CustomResourceOptions,
): MlflowSetup {
  const { clients, context, namespace } = args;
  const secretArns = Object.fromEntries(
    clients.map(({ name: client, secretsPath: path, tags }) => [
      client,
      new GeneratedSecret(
        `${name}-${client}`,
        {
          description: `User ${client} of MLflow`,
          kmsKeyArn: context.secretsKeyArn,
          path,
          tags,
          fixed: { username: client },
          generate: { password: { form: "password", length: 32 } },
        },
        options,
      ).arn,
    ]),
  );
  const passwords = syncSecret(
    `${name}-synced`,
    {
      secretName: "mlflow-users",
      namespace,
      store: context.secretStore,
      values: Object.fromEntries(
        Object.entries({ admin: args.adminSecretArn, ...secretArns }).map(([user, secretArn]) => [
          user,
          { secretArn, property: "password" },
        ]),
      ),
    },
    options,
  );
  const traffic = allowTraffic(
    `${name}-network`,
    { policyName: "mlflow-setup", namespace, podLabels, egress: [databaseFlow(args.database)] },
    options,
  );
  const job = restrictedJob(
    `${name}-job`,
    {
      jobName: `mlflow-setup-${images.mlflow.tag.replace(/^v/, "").replaceAll(".", "-")}`,
      namespace,
      labels: { ...podLabels, "app.kubernetes.io/part-of": "ai-platform" },
      steps: [
        {
          name: "setup",
          image: image("mlflow", context.imageMirror),
          command: ["python", "-c", script],
          env: { CLIENTS: clients.map((client) => client.name).join(",") },
          resources: { cpu: "100m", memory: "1Gi" },
        },
      ],
      secretEnv: { MLFLOW_BACKEND_STORE_URI: args.databaseUrl },
      secretFiles: [{ volume: "users", secretName: passwords.name, mountPath: usersPath }],
      configMapFiles: [args.authorities],
      temporarySpace: "256Mi",
    },
    { ...options, dependsOn: [traffic] },
  );
  // A login is handed on once it works.
  const clientSecretArns = Object.fromEntries(
    Object.entries(secretArns).map(([client, secretArn]) => [
      client,
      pulumi.all([secretArn, job.id]).apply(([arn]) => arn),
    ]),
  );
  return { job, clientSecretArns };
}
