import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { image } from "../kubernetes/image.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import type { ServiceContext } from "./service.ts";

export interface MlflowUsersArgs {
  readonly context: ServiceContext;
  readonly namespace: pulumi.Input<string>;
  readonly url: pulumi.Input<string>;
  /** Port of the server in the same namespace. */
  readonly port: number;
  /** Secrets Manager secret with the `password` of `admin`. */
  readonly adminSecretArn: pulumi.Input<string>;
  /** Services that get a user of their own, which has their name. */
  readonly clients: readonly string[];
}

/** Labels of the job's pods, which the server lets in. */
export const usersPodLabels = { "app.kubernetes.io/name": "mlflow-users" };
const labels = { ...usersPodLabels, "app.kubernetes.io/part-of": "ai-platform" };
const secretPath = "/etc/mlflow/users";

/** Makes the users that are not there, and gives those that are the password of their file. */
const script = `
import os, pathlib
from mlflow.exceptions import MlflowException
from mlflow.server import get_app_client

folder = pathlib.Path("${secretPath}")
os.environ["MLFLOW_TRACKING_USERNAME"] = "admin"
os.environ["MLFLOW_TRACKING_PASSWORD"] = (folder / "admin").read_text()
client = get_app_client("basic-auth", tracking_uri=os.environ["MLFLOW_TRACKING_URI"])
for name in os.environ["CLIENTS"].split(","):
    password = (folder / name).read_text()
    try:
        client.get_user(name)
        client.update_user_password(name, password)
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        client.create_user(name, password)
`;

/**
 * Users of MLflow for the services that call it, so that none needs the administrator's login. They read everything, and
 * own what they create. Returns the Secrets Manager secrets with `username` and `password`, by service,
 * known once the users exist.
 */
export function makeMlflowUsers(
  name: string,
  args: MlflowUsersArgs,
  options: pulumi.CustomResourceOptions,
): Readonly<Record<string, pulumi.Output<string>>> {
  const { clients, context, namespace } = args;
  const secretArns = Object.fromEntries(
    clients.map((client) => [
      client,
      new GeneratedSecret(
        `${name}-${client}`,
        {
          description: `User ${client} of MLflow`,
          kmsKeyArn: context.secretsKeyArn,
          fixed: { username: client },
          generate: { password: { form: "password", length: 32 } },
        },
        options,
      ).arn,
    ]),
  );
  const secret = syncSecret(
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
    {
      policyName: "mlflow-users",
      namespace,
      podLabels: usersPodLabels,
      egress: [{ peers: [{ namespace }], ports: [args.port] }],
    },
    options,
  );
  const job = new kubernetes.batch.v1.Job(
    `${name}-job`,
    {
      metadata: { name: "mlflow-users", namespace, labels },
      spec: {
        backoffLimit: 6,
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: "Never",
            automountServiceAccountToken: false,
            securityContext: restrictedPod(),
            containers: [
              {
                name: "users",
                image: image("mlflow", context.imageMirror),
                command: ["python", "-c", script],
                env: [
                  { name: "HOME", value: "/tmp" },
                  { name: "MLFLOW_TRACKING_URI", value: args.url },
                  { name: "CLIENTS", value: clients.join(",") },
                ],
                resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "512Mi" } },
                securityContext: restrictedContainer,
                volumeMounts: [
                  { name: "tmp", mountPath: "/tmp" },
                  { name: "users", mountPath: secretPath, readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
              {
                name: "users",
                secret: {
                  secretName: secret.metadata.apply((metadata) => metadata.name as string),
                  defaultMode: 0o440,
                },
              },
            ],
          },
        },
      },
    },
    { ...options, dependsOn: [traffic] },
  );
  // A login is handed on once it works.
  return Object.fromEntries(
    Object.entries(secretArns).map(([client, secretArn]) => [
      client,
      pulumi.all([secretArn, job.id]).apply(([arn]) => arn),
    ]),
  );
}
