import type * as pulumi from "@pulumi/pulumi";
import { denyByPolicy } from "../kubernetes/admission-policy.ts";
import { taskAccount } from "./airflow-task-identity.ts";

/** Label by which Kueue finds a job's queue (https://kueue.sigs.k8s.io/docs/tasks/run/jobs/). */
const queueLabel = "kueue.x-k8s.io/queue-name";

/** Refuses jobs that the tasks of Airflow start outside of the queues of the teams: RBAC knows no labels. */
export function requireQueue(
  name: string,
  namespace: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): void {
  denyByPolicy(
    name,
    {
      policyName: "airflow-jobs-have-a-queue",
      spec: {
        matchConstraints: {
          resourceRules: [
            { apiGroups: ["batch"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["jobs"] },
          ],
        },
        matchConditions: [
          {
            name: "from-a-task",
            expression: namespace.apply(
              (space) =>
                `request.userInfo.username.startsWith("system:serviceaccount:${space}:${taskAccount("")}")`,
            ),
          },
        ],
        validations: [
          {
            expression: `has(object.metadata.labels) && "${queueLabel}" in object.metadata.labels`,
            message: `A task of Airflow starts jobs with a queue: give the job the label ${queueLabel}.`,
          },
        ],
      },
    },
    options,
  );
}
