import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type FeastAccess, featureFolder, syncFeastToken } from "./feast-access.ts";
import { tokenVariable } from "./feature-store-config.ts";
import { credentialsFolder, type MlflowAccess, syncMlflowLogin } from "./mlflow-login.ts";
import type { ServiceContext } from "./service.ts";

/** What the pods of tasks have for the clients of MLflow and Feast, as their chart takes it. */
export interface TaskClients {
  /** Variables. */
  readonly env: readonly object[];
  /** Volumes of the pod. */
  readonly volumes: readonly object[];
  /** Where the container has them. */
  readonly volumeMounts: readonly object[];
}

const home = "/home/airflow";

/**
 * Makes what tasks log in with: the file of MLflow's clients, and for Feast its client's configuration and a token for
 * reads. Every folder of DAGs has the same.
 *
 * @returns What the chart is given, and what it waits for.
 */
export function createTaskClients(
  name: string,
  access: { readonly mlflow?: MlflowAccess | undefined; readonly feast?: FeastAccess | undefined },
  context: ServiceContext,
  namespace: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): { readonly clients: TaskClients; readonly resources: readonly pulumi.Resource[] } {
  const all: Client[] = [
    ...(access.mlflow ? [mlflowClient(name, access.mlflow, context, namespace, options)] : []),
    ...(access.feast ? [feastClient(name, access.feast, context, namespace, options)] : []),
  ];
  return {
    clients: {
      env: all.flatMap(({ env }) => env),
      volumes: all.map(({ volume }) => volume),
      volumeMounts: all.map(({ mount }) => ({ ...mount, readOnly: true })),
    },
    resources: all.flatMap(({ resources }) => resources),
  };
}

interface Client {
  readonly env: readonly object[];
  readonly volume: object;
  readonly mount: object;
  readonly resources: readonly pulumi.Resource[];
}

function mlflowClient(
  name: string,
  access: MlflowAccess,
  context: ServiceContext,
  namespace: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): Client {
  const { resource } = syncMlflowLogin(`${name}-mlflow-login`, access, context, namespace, options);
  return {
    env: [{ name: "MLFLOW_TRACKING_URI", value: access.url }],
    volume: { name: "mlflow-login", secret: { secretName: "mlflow-login" } },
    mount: { name: "mlflow-login", mountPath: `${home}/${credentialsFolder}` },
    resources: [resource],
  };
}

function feastClient(
  name: string,
  access: FeastAccess,
  context: ServiceContext,
  namespace: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): Client {
  const token = syncFeastToken(`${name}-feast-token`, access, "read", context, namespace, options);
  const configMapName = "airflow-feature-store";
  const files = new kubernetes.core.v1.ConfigMap(
    `${name}-feature-store`,
    { metadata: { name: configMapName, namespace }, data: { "feature_store.yaml": access.featureStoreYaml } },
    options,
  );
  return {
    env: [
      { name: "FEAST_REPOSITORY", value: featureFolder },
      { name: tokenVariable, valueFrom: { secretKeyRef: { name: "feast-token", key: "token" } } },
    ],
    volume: { name: "feature-store", configMap: { name: configMapName } },
    mount: { name: "feature-store", mountPath: featureFolder },
    resources: [token.resource, files],
  };
}
