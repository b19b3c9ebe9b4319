import { quantity } from "@aip/common/quantity.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import { dagPrefix, type GitDags, gitSyncSize, logPrefix } from "./airflow-dags.ts";
import type { DagFolder } from "./airflow-task-identity.ts";
import type { AirflowImage } from "./airflow-values.ts";
import type { FeastAccess } from "./feast-access.ts";
import type { MlflowAccess } from "./mlflow-login.ts";
import {
  askForBucket,
  type BucketAccess,
  bucketStatements,
  type Database,
  type ServiceContext,
  type ServiceShape,
} from "./service.ts";

export interface AirflowArgs extends ServiceShape {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** What all pods run: `images/airflow` makes it. */
  readonly image: AirflowImage;
  /** Holds everything but DAGs and logs. */
  readonly database: Database;
  /** Bucket of logs and DAGs. */
  readonly bucket: pulumi.Input<string>;
  /**
   * Folders of DAGs by name, one or more. Those of a folder are picked up from `airflow/dags/<name>` in the bucket, or from
   * the repository; its tasks have an identity of their own.
   */
  readonly folders: Readonly<Record<string, DagFolder>>;
  /** Whether a job that a task starts must have a queue of Kueue. Default: it need not. */
  readonly jobsNeedQueue?: boolean;
  /** The Git repository that has the folders of DAGs, in place of the bucket. Default: none. */
  readonly git?: GitDags | undefined;
  /** Size of the pod of each task, where its DAG asks for nothing else. */
  readonly taskResources: Resources;
  /** Tasks that may run at the same time. The namespace's quota holds no more. */
  readonly maxTasks: number;
  /** Where tasks log runs and find models. Default: nowhere. */
  readonly mlflow?: MlflowAccess | undefined;
  /** Where tasks read features; what they may read of the offline store is in `folders`. Default: nowhere. */
  readonly feast?: FeastAccess | undefined;
  /** Address people use, without a slash at the end, such as `https://airflow.example.com`. */
  readonly baseUrl: string;
}

/**
 * What the pods of each service may do in AWS. The scheduler runs no code of a DAG and needs nothing; what tasks may do is
 * in `airflow-task-identity.ts`.
 */
export function airflowPermissions({ bucket, context }: AirflowArgs): Record<string, Statement[]> {
  const statements = (...accesses: BucketAccess[]) => [
    ...accesses.flatMap((access) => bucketStatements(access, context.dataKeyArn)),
    askForBucket(bucket),
  ];
  const readLogs: BucketAccess = { bucket, prefix: logPrefix, access: "read" };
  const writeLogs: BucketAccess = { bucket, prefix: logPrefix, access: "write" };
  const readDags: BucketAccess = { bucket, prefix: dagPrefix, access: "read" };
  return {
    "api-server": statements(readLogs),
    "dag-processor": statements(readDags),
    triggerer: statements(writeLogs, readDags),
  };
}

/**
 * Four services with one more each during an update, two jobs, the metrics exporter, and the tasks. Where DAGs come by Git,
 * three of the services keep a copy beside them; in a task's pod the copy is made before the task, within its size.
 */
export function airflowQuota(args: AirflowArgs) {
  const services = 4 * (args.replicas + 1) + 2;
  const copies = args.git === undefined ? 0 : 3 * (args.replicas + 1);
  const total = (key: keyof Resources) =>
    services * (quantity(args[key]) ?? 0) +
    copies * (quantity(gitSyncSize[key]) ?? 0) +
    args.maxTasks * (quantity(args.taskResources[key]) ?? 0);
  const memory = `${Math.ceil(total("memory") / 2 ** 20) + 256}Mi`;
  return {
    "requests.cpu": `${Math.ceil(total("cpu") * 1000) + 100}m`,
    "requests.memory": memory,
    "limits.memory": memory,
    pods: String(services + args.maxTasks + 1),
  };
}
