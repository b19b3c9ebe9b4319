import { airflow } from "@aip/services/airflow.ts";
import { type Caller, visitor } from "../network/ends.ts";
import type { World } from "../world/world.ts";

/** Service account of the tasks of the platform's own folder of DAGs, as components/ml/airflow-task-identity.ts names it. */
const serviceAccount = "airflow-task-platform";

/**
 * A pod that Airflow starts for a task: by no object of the plan but Airflow's own, with the labels that its chart gives
 * (files/pod-template-file.kubernetes-helm-yaml of chart 1.22.0, 2026-11-24).
 */
export function taskPod(world: World): {
  readonly caller: Caller;
  readonly account: { readonly namespace: string; readonly serviceAccount: string };
} {
  const { namespace } = airflow;
  return {
    caller: visitor(world, {
      title: "A task of Airflow",
      namespace,
      serviceAccount,
      labels: { tier: "airflow", component: "worker", release: "airflow" },
    }),
    account: { namespace, serviceAccount },
  };
}
