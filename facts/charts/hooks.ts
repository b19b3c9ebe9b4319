import type { ChartName } from "../charts.ts";

/** A hook of a chart: an object that Helm makes at an event, and that charts installed as plain objects lack. */
export interface HookFact {
  /** Kind and name, or the beginning of the name where a chart has several of one purpose. */
  readonly object: string;
  /** The events of Helm at which it runs, as its annotation has them. */
  readonly events: string;
  /** Why nothing is missing without it, or what takes its place. */
  readonly reason: string;
}

const test = "It runs at `helm test` only.";

/**
 * Every hook that a chart renders to with the values of the platform, read on 2026-11-24 from the charts at their versions by
 * `helm template`. The provider leaves hooks out (pulumi/pulumi-kubernetes at 94977969d, provider/pkg/provider/helm/v4/chart.go).
 */
export const chartHooks: Readonly<Partial<Record<ChartName, readonly HookFact[]>>> = {
  "gpu-operator": [
    {
      object: "Job gpu-operator-cleanup-gpucluster",
      events: "pre-delete",
      reason:
        "It deletes the GPUCluster object before the operator goes; the platform sets none (gpuCluster.deployCR), and the job does nothing then.",
    },
  ],
  // Of 1.0.0: 1.3.0 itself was not to be had.
  "neuron-helm-chart": [{ object: "Pod neuron-device-plugin-test", events: "test-success", reason: test }],
  vault: [{ object: "Pod vault-server-test", events: "test", reason: test }],
  vpa: [
    { object: "Pod vpa-test-", events: "test", reason: test },
    { object: "ServiceAccount vpa-test", events: "test", reason: test },
    { object: "Role vpa-test", events: "test", reason: test },
    { object: "RoleBinding vpa-test", events: "test", reason: test },
    { object: "ClusterRole vpa-test", events: "test", reason: test },
    { object: "ClusterRoleBinding vpa-test", events: "test", reason: test },
  ],
};
