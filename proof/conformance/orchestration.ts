import { type Checks, controlPlaneTest, gangTest } from "./finding.ts";
import { acceleratedPools, chartNamed, objectsOf } from "./planned.ts";

const operators = ["kuberay-operator", "kubeflow-trainer", "training-operator", "spark-operator"];

/** Requirements of jobs, of scaling, and of operators. */
export const orchestration: Checks = {
  gang_scheduling: ({ stack }) => {
    const kueue = chartNamed(stack, "kueue");
    const queues = objectsOf(stack, "kubernetes:kueue.x-k8s.io/v1beta2:ClusterQueue");
    const met = kueue !== undefined && queues.length > 0;
    return {
      status: met ? "Implemented" : "Not Implemented",
      proof: met ? "control plane" : "not met",
      evidence: met ? [`chart ${kueue}`, ...queues, gangTest] : [],
      notes: met
        ? "The same release of Kueue starts a job whose pods all have room, and no pod of one that is larger by one."
        : "Kueue is off, or no team has a queue.",
    };
  },

  cluster_autoscaling: (cluster) => {
    const grown = acceleratedPools(cluster).filter(({ kind }) => kind === "karpenter");
    const fixed = acceleratedPools(cluster).filter(({ kind }) => kind === "managed");
    return {
      status: grown.length > 0 ? "Implemented" : "Not Implemented",
      proof: grown.length > 0 ? "needs hardware" : "not met",
      evidence: grown.map(({ name }) => `NodePool ${name}`),
      notes:
        grown.length > 0
          ? `Karpenter makes accelerated nodes for pods that wait for them, within the limits of its pools, and removes empty ones.${
              fixed.length > 0
                ? ` Managed groups keep their size: ${fixed.map(({ name }) => name).join(", ")}.`
                : ""
            }`
          : "No accelerated pool of this environment is Karpenter's.",
    };
  },

  pod_autoscaling: ({ stack }) => {
    const keda = chartNamed(stack, "keda");
    const scaled = objectsOf(
      stack,
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
      "kubernetes:keda.sh/v1alpha1:ScaledObject",
    );
    return {
      status: keda !== undefined ? "Implemented" : "Partially Implemented",
      proof: "control plane",
      evidence: [...(keda ? [`chart ${keda}`] : []), ...scaled, controlPlaneTest],
      notes:
        keda !== undefined
          ? "KEDA serves queries of Prometheus as external metrics; a real controller scales up and down on such a metric."
          : "Without KEDA there is nothing that serves metrics of applications to the autoscaler.",
    };
  },

  robust_controller: ({ stack }) => {
    const installed = operators.flatMap((chart) => chartNamed(stack, chart) ?? []);
    return {
      status: installed.length > 0 ? "Implemented" : "Not Implemented",
      proof: installed.length > 0 ? "plan" : "needs operator",
      evidence: installed.map((chart) => `chart ${chart}`),
      notes:
        installed.length > 0
          ? "The operator is planned; that it reconciles its resources shows only in a cluster."
          : "Neither KubeRay nor Kubeflow Trainer is installed yet; they come with training.",
    };
  },
};
