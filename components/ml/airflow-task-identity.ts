import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { policyDocument, type Statement } from "../iam/policy.ts";
import { folderPrefix, logPrefix } from "./airflow-dags.ts";
import { type FeastAccess, registryStatements } from "./feast-access.ts";
import { askForBucket, bucketStatements, type ServiceContext } from "./service.ts";

/** A folder of DAGs, whose tasks have a service account and a role in AWS of their own. */
export interface DagFolder {
  /** What its tasks may do in AWS, besides reading the folder and writing logs. */
  readonly statements: readonly Statement[];
  /** ARNs of IAM roles that may write DAGs into the folder, by a role which they assume. Default: nobody may. */
  readonly publishers?: readonly string[] | undefined;
  /** Namespace in which its tasks may start jobs, and nothing else. Default: in none. */
  readonly jobs?: string | undefined;
}

/** What all folders have in common. */
export interface TaskIdentityArgs {
  /** The platform around it. */
  readonly context: ServiceContext;
  /** Bucket of logs and DAGs. */
  readonly bucket: pulumi.Input<string>;
  /** Where tasks read features. Default: nowhere. */
  readonly feast?: FeastAccess | undefined;
  /** Namespace of the tasks' pods. */
  readonly namespace: pulumi.Output<string>;
}

/** Service account of the tasks of a folder; the image's cluster policy has the same rule (`platform_airflow/pods.py`). */
export const taskAccount = (folder: string): string => `airflow-task-${folder}`;

/** The identity of the tasks of one folder. @returns What the scheduler waits for. */
export function createTaskIdentity(
  name: string,
  folder: string,
  { statements, jobs }: DagFolder,
  args: TaskIdentityArgs,
  parent: pulumi.Resource,
): pulumi.Resource[] {
  const { context, bucket, namespace } = args;
  const account = taskAccount(folder);
  const serviceAccount = new kubernetes.core.v1.ServiceAccount(
    `${name}-account`,
    { metadata: { name: account, namespace }, automountServiceAccountToken: jobs !== undefined },
    { parent },
  );
  const identity = new PodIdentity(
    name,
    {
      clusterName: context.clusterName,
      namespace,
      serviceAccount: account,
      statements: [
        ...bucketStatements({ bucket, prefix: folderPrefix(folder), access: "read" }, context.dataKeyArn),
        ...bucketStatements({ bucket, prefix: logPrefix, access: "write" }, context.dataKeyArn),
        askForBucket(bucket),
        ...(args.feast ? registryStatements(args.feast, context.dataKeyArn) : []),
        ...statements,
      ],
    },
    { parent },
  );
  if (jobs !== undefined) allowJobs(`${name}-jobs`, account, jobs, namespace, parent);
  return [serviceAccount, identity];
}

/** Lets a service account start jobs in another namespace, follow them and read what they log. */
function allowJobs(
  name: string,
  account: string,
  namespace: string,
  accountNamespace: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const metadata = { name: account, namespace };
  new kubernetes.rbac.v1.Role(
    `${name}-role`,
    {
      metadata,
      rules: [
        { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "delete", "get", "list", "watch"] },
        { apiGroups: ["batch"], resources: ["jobs/status"], verbs: ["get"] },
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
      ],
    },
    { parent },
  );
  new kubernetes.rbac.v1.RoleBinding(
    `${name}-binding`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: account },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: accountNamespace }],
    },
    { parent },
  );
}

/** The role that publishers of a folder assume to write its DAGs, and nothing else; none without publishers. */
export function createDagPublisher(
  name: string,
  folder: string,
  { publishers = [] }: DagFolder,
  { context, bucket }: Pick<TaskIdentityArgs, "context" | "bucket">,
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  if (publishers.length === 0) return undefined;
  const role = new aws.iam.Role(
    name,
    {
      // A role with session tags, such as those of GitHub's, can assume no other without passing them on.
      assumeRolePolicy: policyDocument([
        { actions: ["sts:AssumeRole", "sts:TagSession"], principals: { AWS: publishers } },
      ]),
    },
    { parent },
  );
  const access = { bucket, prefix: folderPrefix(folder), access: "write" } as const;
  new aws.iam.RolePolicy(
    `${name}-policy`,
    { role: role.name, policy: policyDocument(bucketStatements(access, context.dataKeyArn)) },
    { parent },
  );
  return role.arn;
}
