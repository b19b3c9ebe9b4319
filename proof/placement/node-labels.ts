import { instanceLabels } from "@aip/common/kubernetes/instance-labels.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";
import type { CapacityType, PlannedPool } from "./node-pool.ts";

const eksCapacity: Readonly<Record<CapacityType, string>> = {
  "on-demand": "ON_DEMAND",
  spot: "SPOT",
  reserved: "CAPACITY_BLOCK",
};

/**
 * The labels of a node: those of its pool, and what kubelet, cloud provider, EBS driver, and EKS or Karpenter add and a plan
 * knows (https://kubernetes.io/docs/reference/labels-annotations-taints/ and
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, read 2026-11-24).
 */
export function nodeLabels(
  own: Readonly<Record<string, string>>,
  kind: PlannedPool["kind"],
  shape: { readonly type: InstanceType; readonly zone: string; readonly capacityType: CapacityType },
): Record<string, string> {
  const region = /^[a-z]+(?:-[a-z]+)+-\d+/.exec(shape.zone)?.[0] ?? "";
  const all = instanceLabels(shape.type);
  const [arch = "", type = ""] = [all["kubernetes.io/arch"], all["node.kubernetes.io/instance-type"]];
  const byType = {
    "kubernetes.io/arch": arch,
    "beta.kubernetes.io/arch": arch,
    "node.kubernetes.io/instance-type": type,
    "beta.kubernetes.io/instance-type": type,
  };
  return {
    ...own,
    ...(kind === "karpenter" ? all : {}),
    ...byType,
    "kubernetes.io/os": "linux",
    "beta.kubernetes.io/os": "linux",
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": shape.zone,
    "failure-domain.beta.kubernetes.io/region": region,
    "failure-domain.beta.kubernetes.io/zone": shape.zone,
    "topology.ebs.csi.aws.com/zone": shape.zone,
    ...(kind === "karpenter"
      ? { "karpenter.sh/capacity-type": shape.capacityType }
      : { "eks.amazonaws.com/capacityType": eksCapacity[shape.capacityType] }),
  };
}

const addedToAll =
  /^(kubernetes\.io\/hostname|topology\.k8s\.aws\/(zone-id|network-node-layer-\d)|eks\.amazonaws\.com\/(nodegroup|nodegroup-image|sourceLaunchTemplate.*)|feature\.node\.kubernetes\.io\/.*)$/;

/**
 * Whether a label comes to a node only when it runs, so that a plan does not know its value: from the cloud, or on nodes with
 * GPUs from feature discovery.
 */
export const isAddedLater = (key: string, { type }: { readonly type: InstanceType }): boolean =>
  addedToAll.test(key) || (type.gpu !== undefined && key.startsWith("nvidia.com/"));
