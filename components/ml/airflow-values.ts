import * as pulumi from "@pulumi/pulumi";
import { type ConfigMapFiles, reloaderAnnotations } from "../kubernetes/pod-inputs.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import type { TaskClients } from "./airflow-clients.ts";
import { dagBundles, type GitDags, gitSyncValues, logPrefix } from "./airflow-dags.ts";
import { asyncpgAuthorities } from "./service.ts";

/** An image as the chart takes it, in parts. */
export interface AirflowImage {
  /** Name without tag or digest, such as `111122223333.dkr.ecr.us-east-1.amazonaws.com/airflow`. */
  readonly repository: string;
  /** Tag, also where there is a digest: tasks are started by tag. */
  readonly tag: string;
  /** Digest, as `sha256:…`. Default: the tag alone says which. */
  readonly digest?: string | undefined;
}

export interface AirflowValues {
  readonly region: string;
  readonly image: AirflowImage;
  /** Bucket of logs and DAGs. */
  readonly bucket: pulumi.Input<string>;
  /** The authorities that are trusted with the database. */
  readonly authorities: ConfigMapFiles;
  /** Folders of DAGs, each a bundle of its own. */
  readonly folders: readonly string[];
  /** The repository that has the folders. Default: they are in the bucket. */
  readonly git?: GitDags | undefined;
  /** Address people use, without a slash at the end. */
  readonly baseUrl: string;
  /** What tasks have besides, for the services that they call. */
  readonly clients: TaskClients;
  /** Pods of each of scheduler, API server, DAG processor and triggerer. */
  readonly replicas: number;
  readonly resources: Resources;
  /** Of the pod of one task, where the DAG asks for nothing else. */
  readonly taskResources: Resources;
}

/** The Kubernetes secrets that the chart reads, instead of making its own anew with every update. */
export const airflowSecrets = {
  database: "airflow-database",
  keys: "airflow-keys",
  admin: "airflow-admin",
} as const;

/** Keys of the database's secret. The chart asks for the first by this name. */
export const databaseKeys = { connection: "connection", asyncConnection: "connection-async" } as const;

// Those of the image.
const user = 50000;
const group = 50000;
const pod = {
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: group,
  fsGroup: group,
  seccompProfile: { type: "RuntimeDefault" },
};
// Airflow writes below its home folder, so the file system stays writable.
const container = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** The files of every pod, those of jobs and tasks included. */
const files = ({ authorities: { volume: name, configMapName, mountPath } }: AirflowValues) => ({
  volumes: [{ name, configMap: { name: configMapName } }],
  volumeMounts: [{ name, mountPath, readOnly: true }],
});

/**
 * The API server answers tasks with an asynchronous engine, whose URL Airflow would make of the other one: asyncpg takes
 * no `sslmode`. Tasks have no such engine, and their libpq stays as it is.
 */
const asyncEngine = [
  {
    name: "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC",
    valueFrom: { secretKeyRef: { name: airflowSecrets.database, key: databaseKeys.asyncConnection } },
  },
  asyncpgAuthorities,
];

const resources = ({ cpu, memory }: Resources) => ({ requests: { cpu, memory }, limits: { memory } });

/** Spread over zones as far as there are nodes. */
const spread = (component: string) => [
  {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { component } },
  },
];

/** Values of the official chart: Airflow 3 with one pod for each task, and all state outside the cluster. */
export function airflowValues(args: AirflowValues): Record<string, unknown> {
  const service = (account: string, component: string) => ({
    replicas: args.replicas,
    // Of the Deployment: the chart knows of no change in secrets that it does not make.
    annotations: reloaderAnnotations,
    resources: resources(args.resources),
    serviceAccount: { name: account },
    env: asyncEngine,
    podDisruptionBudget: { enabled: true, config: { maxUnavailable: 1 } },
    topologySpreadConstraints: spread(component),
  });
  const noLogFiles = { logGroomerSidecar: { enabled: false } };
  const job = {
    // A Pulumi program runs no Helm hooks: as hooks the jobs would never start, and all pods wait for them.
    useHelmHooks: false,
    applyCustomEnv: false,
    resources: resources(args.resources),
  };
  return {
    fullnameOverride: "airflow",
    executor: "KubernetesExecutor",
    uid: user,
    gid: group,
    defaultAirflowRepository: args.image.repository,
    defaultAirflowTag: args.image.tag,
    ...(args.image.digest === undefined ? {} : { defaultAirflowDigest: args.image.digest }),
    securityContexts: { pod, containers: container },
    // The bundled databases are for trials: their images get no more fixes, and their volumes no backup.
    postgresql: { enabled: false },
    redis: { enabled: false },
    data: { metadataSecretName: airflowSecrets.database },
    fernetKeySecretName: airflowSecrets.keys,
    apiSecretKeySecretName: airflowSecrets.keys,
    jwtSecretName: airflowSecrets.keys,
    env: [
      { name: "AWS_DEFAULT_REGION", value: args.region },
      // Credentials come from Pod Identity, so the connection names none.
      { name: "AIRFLOW_CONN_AWS_DEFAULT", value: `aws://?region_name=${args.region}` },
    ],
    ...files(args),
    ...(args.git === undefined ? {} : { dags: gitSyncValues(args.git) }),
    config: {
      core: { load_examples: "False" },
      api: { base_url: args.baseUrl, expose_config: "False" },
      logging: {
        remote_logging: "True",
        remote_base_log_folder: pulumi.interpolate`s3://${args.bucket}/${logPrefix}`,
        remote_log_conn_id: "aws_default",
        delete_local_logs: "True",
      },
      kubernetes_executor: { delete_worker_pods: "True", delete_worker_pods_on_failure: "True" },
    },
    apiServer: service("airflow-api-server", "api-server"),
    scheduler: { ...service("airflow-scheduler", "scheduler"), ...noLogFiles },
    triggerer: {
      ...service("airflow-triggerer", "triggerer"),
      ...noLogFiles,
      persistence: { enabled: false },
    },
    dagProcessor: {
      enabled: true,
      ...service("airflow-dag-processor", "dag-processor"),
      ...noLogFiles,
      dagBundleConfigList: dagBundles(args.folders, args.bucket, args.git),
    },
    workers: {
      // The image's policy gives every task the account of its folder, so this one, which may do nothing, is for none.
      serviceAccount: { name: "airflow-worker" },
      env: args.clients.env,
      extraVolumes: args.clients.volumes,
      extraVolumeMounts: args.clients.volumeMounts,
      kubernetes: { resources: resources(args.taskResources) },
    },
    migrateDatabaseJob: job,
    createUserJob: {
      ...job,
      // The chart would give the first administrator a password that everybody knows.
      args: [
        "bash",
        "-c",
        "exec airflow users create --role Admin --username admin --email admin@localhost " +
          '--firstname Platform --lastname Administrator --password "$(cat /etc/airflow/admin/password)"',
      ],
      extraVolumes: [{ name: "admin", secret: { secretName: airflowSecrets.admin } }],
      extraVolumeMounts: [{ name: "admin", mountPath: "/etc/airflow/admin", readOnly: true }],
    },
    statsd: {
      enabled: true,
      resources: resources({ cpu: "50m", memory: "128Mi" }),
      securityContexts: {
        pod: { ...pod, runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
        container: { ...container, readOnlyRootFilesystem: true },
      },
    },
  };
}
