import { type Checks, controlPlaneTest, schedulerTest } from "./finding.ts";
import { acceleratedPools, chartNamed } from "./planned.ts";

const plugins = ["nvidia-device-plugin", "gpu-operator", "neuron-helm-chart", "aws-efa-k8s-device-plugin"];

/** Requirements of accelerators and of who may reach them. */
export const accelerators: Checks = {
  dra_support: () => ({
    status: "Implemented",
    proof: "control plane",
    evidence: [controlPlaneTest],
    notes:
      "The API is part of Kubernetes since 1.34 and is on in EKS. No DRA driver is installed: Karpenter makes no nodes for " +
      "claims on AWS, so that devices are counted by their plugins.",
  }),

  driver_runtime_management: (cluster) => {
    const pools = acceleratedPools(cluster);
    const discovery = chartNamed(cluster.stack, "node-feature-discovery");
    if (pools.length === 0) {
      return {
        status: "N/A",
        proof: "plan",
        evidence: [],
        notes: "No pool of this environment has accelerators.",
      };
    }
    return {
      status: "Partially Implemented",
      proof: "plan",
      evidence: [...pools.map(({ name }) => `pool ${name}`), ...(discovery ? [`chart ${discovery}`] : [])],
      notes:
        "Driver and container toolkit are in machine images of a pinned release, and feature discovery labels nodes with what " +
        "they have. They are not verified by DRA.",
    };
  },

  gpu_sharing: (cluster) => {
    const shared = acceleratedPools(cluster).filter(({ shapes }) =>
      shapes.some(
        ({ type, capacity }) =>
          (capacity["nvidia.com/gpu"] ?? 0) > (type.gpu?.count ?? Number.POSITIVE_INFINITY),
      ),
    );
    return {
      status: shared.length > 0 ? "Implemented" : "Partially Implemented",
      proof: shared.length > 0 ? "plan" : "needs hardware",
      evidence: shared.map(({ name }) => `pool ${name}`),
      notes:
        shared.length > 0
          ? "Slices or shares of GPUs are resources that the scheduler counts."
          : "Pools may be cut by MIG or shared in turns (keys mig and timeSlicing); none of this environment is.",
    };
  },

  virtualized_accelerator: () => ({
    status: "N/A",
    proof: "plan",
    evidence: [],
    notes: "EC2 passes whole GPUs to its instances; pools of types with a share of one are refused.",
  }),

  secure_accelerator_access: (cluster) => {
    const installed = plugins.flatMap((chart) => chartNamed(cluster.stack, chart) ?? []);
    return {
      status: installed.length > 0 ? "Implemented" : "Not Implemented",
      proof: installed.length > 0 ? "needs hardware" : "not met",
      evidence: [...installed.map((chart) => `chart ${chart}`), controlPlaneTest, schedulerTest],
      notes:
        "The scheduler gives each device to one pod, and none to a pod that asks for none; that a container sees no other " +
        "device shows only on hardware.",
    };
  },
};
