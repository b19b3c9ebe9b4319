import { instanceStoreCommands, nvidiaSettings, toml } from "./bottlerocket.ts";
import type { NodePool } from "./node-pool.ts";

/** Pods a node takes: what Kubernetes supports, and less than prefix delegation can address on any type from medium on. */
const maxPods = 110;

/** Whether every type of the pool has local disks, which then hold images, logs and scratch space. */
export const hasInstanceStore = (pool: NodePool): boolean =>
  pool.instanceTypes.every((type) => type.localNvmeGB > 0);

/** Settings of the kubelet that differ from its defaults: images are pulled side by side. */
export const kubeletSettings = { maxPods, serializeImagePulls: false, maxParallelImagePulls: 10 } as const;

/**
 * What nodes are told at boot, on top of what EKS or Karpenter adds to join them: parallel and fast image pulls, local
 * disks as one RAID 0, and under Bottlerocket how GPUs are shared.
 *
 * @param by `managed` groups get the whole of it; for `karpenter` the EC2NodeClass has fields for kubelet and disks.
 */
export function userData(pool: NodePool, by: "managed" | "karpenter"): string {
  return pool.operatingSystem === "bottlerocket" ? bottlerocket(pool, by) : nodeadm(pool, by);
}

/**
 * FastImagePull fetches and unpacks the layers of an image in parallel; nodeadm leaves it off on nodes too small for it
 * (https://awslabs.github.io/amazon-eks-ami/nodeadm/).
 */
function nodeadm(pool: NodePool, by: "managed" | "karpenter"): string {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: {
      featureGates: { FastImagePull: true },
      ...(by === "managed" ? { kubelet: { config: kubeletSettings } } : {}),
      ...(by === "managed" && hasInstanceStore(pool)
        ? { instance: { localStorage: { strategy: "RAID0" } } }
        : {}),
    },
  };
  // JSON is YAML. EKS merges this part with its own, which is why it must be a MIME archive.
  return [
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="NODE"\n',
    "--NODE\nContent-Type: application/node.eks.aws\n",
    JSON.stringify(config),
    "--NODE--\n",
  ].join("\n");
}

function bottlerocket(pool: NodePool, by: "managed" | "karpenter"): string {
  return toml({
    ...(by === "managed" ? { "settings.kubernetes": { "max-pods": maxPods } } : {}),
    ...(by === "managed" && hasInstanceStore(pool) ? instanceStoreCommands : {}),
    ...nvidiaSettings(pool),
  });
}
