import { quantity } from "@aip/common/quantity.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import type { Resources } from "../kubernetes/workload-args.ts";
import { type AirflowImage, dagPrefix, logPrefix } from "./airflow-values.ts";
import type { MlflowAccess } from "./mlflow-login.ts";
import {
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
  /** Bucket of logs and DAGs: DAG files are picked up from its folder `airflow/dags`. */
  readonly bucket: pulumi.Input<string>;
  /** ARNs of the IAM roles that may write DAGs, by a role which they assume. Default: nobody may. */
  readonly dagPublishers?: readonly string[];
  /** Buckets, or parts of them, that tasks may use besides. Default: none. */
  readonly taskBuckets?: readonly BucketAccess[];
  /** Size of the pod of each task, where its DAG asks for nothing else. */
  readonly taskResources: Resources;
  /** Tasks that may run at the same time. The namespace's quota holds no more. */
  readonly maxTasks: number;
  /** Where tasks log runs and find models. Default: nowhere. */
  readonly mlflow?: MlflowAccess | undefined;
  /** Address people use, without a slash at the end, such as `https://airflow.example.com`. */
  readonly baseUrl: string;
}

/** What the pods of each service account may do in AWS. The scheduler runs no code of a DAG and needs nothing. */
export function airflowPermissions({
  bucket,
  taskBuckets,
  context,
}: AirflowArgs): Record<string, Statement[]> {
  const statements = (...accesses: BucketAccess[]) =>
    accesses.flatMap((access) => bucketStatements(access, context.dataKeyArn));
  const readLogs: BucketAccess = { bucket, prefix: logPrefix, access: "read" };
  const writeLogs: BucketAccess = { bucket, prefix: logPrefix, access: "write" };
  const readDags: BucketAccess = { bucket, prefix: dagPrefix, access: "read" };
  return {
    "api-server": statements(readLogs),
    "dag-processor": statements(readDags),
    triggerer: statements(writeLogs, readDags),
    worker: statements(writeLogs, readDags, ...(taskBuckets ?? [])),
  };
}

/** Four services with one more each during an update, two jobs, the metrics exporter, and the tasks. */
export function airflowQuota(args: AirflowArgs) {
  const services = 4 * (args.replicas + 1) + 2;
  const total = (key: keyof Resources) =>
    services * (quantity(args[key]) ?? 0) + args.maxTasks * (quantity(args.taskResources[key]) ?? 0);
  const memory = `${Math.ceil(total("memory") / 2 ** 20) + 256}Mi`;
  return {
    "requests.cpu": `${Math.ceil(total("cpu") * 1000) + 100}m`,
    "requests.memory": memory,
    "limits.memory": memory,
    pods: String(services + args.maxTasks + 1),
  };
}
