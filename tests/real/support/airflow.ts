import type { ClusterObject, PlannedCluster } from "./cluster-objects.ts";

/** The parts of the values of Airflow's chart that decide what its pods run, as the plan has them. */
export interface AirflowChartValues {
  readonly config: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly executor: string;
  readonly env: readonly Variable[];
  readonly volumes: readonly object[];
  readonly volumeMounts: readonly object[];
  readonly data: { readonly metadataSecretName: string };
  readonly fernetKeySecretName: string;
  readonly apiSecretKeySecretName: string;
  readonly jwtSecretName: string;
  readonly dagProcessor: {
    readonly dagBundleConfigList: readonly {
      readonly name: string;
      readonly kwargs: { readonly bucket_name: string; readonly prefix: string };
    }[];
  };
  readonly workers: {
    readonly serviceAccount: { readonly name: string };
    readonly env: readonly Variable[];
    readonly extraVolumes: readonly object[];
    readonly extraVolumeMounts: readonly object[];
  };
  readonly createUserJob: Job;
  readonly migrateDatabaseJob: Job;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

interface Job {
  readonly args?: readonly string[];
  readonly applyCustomEnv: boolean;
  readonly extraVolumes?: readonly object[];
  readonly extraVolumeMounts?: readonly object[];
}

export const airflowChartValues = (cluster: PlannedCluster): AirflowChartValues =>
  cluster.chartValues["airflow-chart"] as unknown as AirflowChartValues;

const secretVariable = (name: string, secret: string, key: string): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** What the chart gives every container, with or without variables of ours. */
const standardEnv = (values: AirflowChartValues): Variable[] => [
  secretVariable("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", values.data.metadataSecretName, "connection"),
  secretVariable("AIRFLOW__CORE__FERNET_KEY", values.fernetKeySecretName, "fernet-key"),
  secretVariable("AIRFLOW__API__SECRET_KEY", values.apiSecretKeySecretName, "api-secret-key"),
  secretVariable("AIRFLOW__API_AUTH__JWT_SECRET", values.jwtSecretName, "jwt-secret"),
];

/** Where tasks and other services find the API server, by the chart's default. */
export const apiServer = "airflow-api-server:8080";

/** `airflow.cfg`, as variables: the chart's own defaults that Airflow would not have, and what the plan sets. */
function settings(values: AirflowChartValues): Variable[] {
  const config: Record<string, Record<string, string>> = {
    ...values.config,
    core: {
      executor: values.executor,
      execution_api_server_url: `http://${apiServer}/execution/`,
      auth_manager: "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
      ...values.config.core,
    },
    kubernetes_executor: {
      namespace: "airflow",
      worker_container_repository: "airflow",
      worker_container_tag: "here",
      ...values.config.kubernetes_executor,
    },
    dag_processor: { dag_bundle_config_list: JSON.stringify(values.dagProcessor.dagBundleConfigList) },
  };
  return Object.entries(config).flatMap(([section, keys]) =>
    Object.entries(keys).map(([key, value]) => ({
      name: `AIRFLOW__${section}__${key}`.toUpperCase(),
      value: String(value),
    })),
  );
}

const pod = (kind: string, name: string, container: object, volumes: readonly object[]): ClusterObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "airflow" },
  spec: { template: { spec: { containers: [{ name, ...container }], volumes } } },
});

/**
 * A pod of a service of Airflow as its chart makes it of the plan's values. The chart itself cannot be had here, so what
 * it adds is written after its templates (https://github.com/apache/airflow, chart/templates/_helpers.yaml and
 * api-server/api-server-deployment.yaml, read 2026-11-24): first the variables of all, then those of the service.
 */
export function servicePod(
  values: AirflowChartValues,
  service: "apiServer" | "scheduler" | "dagProcessor" | "triggerer",
  command: readonly string[],
): ClusterObject {
  const { env = [] } = (values as unknown as Record<string, { env?: Variable[] }>)[service] ?? {};
  const variables = [...settings(values), ...values.env, ...standardEnv(values), ...env];
  return pod(
    "Deployment",
    service,
    { command, env: variables, volumeMounts: values.volumeMounts },
    values.volumes,
  );
}

/** A job of the chart (jobs/migrate-database-job.yaml and create-user-job.yaml there); `args` where the plan has none. */
export function jobPod(
  values: AirflowChartValues,
  name: "migrateDatabaseJob" | "createUserJob",
  args: readonly string[],
): ClusterObject {
  const job = values[name];
  const env = [...settings(values), ...(job.applyCustomEnv ? values.env : []), ...standardEnv(values)];
  const volumeMounts = [...values.volumeMounts, ...(job.extraVolumeMounts ?? [])];
  return pod("Job", name, { args: job.args ?? args, env, volumeMounts }, [
    ...values.volumes,
    ...(job.extraVolumes ?? []),
  ]);
}

/** The pod that tasks start from (files/pod-template-file.kubernetes-helm-yaml there). */
export function taskPod(values: AirflowChartValues): object {
  const env = [
    ...settings(values),
    { name: "AIRFLOW__CORE__EXECUTOR", value: "LocalExecutor" },
    ...standardEnv(values),
    ...values.env,
    ...values.workers.env,
  ];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "placeholder-name",
      labels: { tier: "airflow", component: "worker", release: "airflow" },
    },
    spec: {
      containers: [
        { name: "base", env, volumeMounts: [...values.volumeMounts, ...values.workers.extraVolumeMounts] },
      ],
      restartPolicy: "Never",
      serviceAccountName: values.workers.serviceAccount.name,
      volumes: [...values.volumes, ...values.workers.extraVolumes],
    },
  };
}
