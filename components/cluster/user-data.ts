import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import { instanceStoreCommands, nvidiaSettings, toml } from "./bottlerocket.ts";

/** Pods a node takes: what Kubernetes supports, and less than prefix delegation can address on any type from medium on. */
const maxPods = 110;

/** Whether every type of the pool has local disks, which then hold images, logs and scratch space. */
export const hasInstanceStore = (pool: NodePool): boolean =>
  pool.instanceTypes.every((type) => type.localNvmeGB > 0);

/** The kubelet's settings that Karpenter must know to plan nodes: those for which the EC2NodeClass has a field. */
export const plannedKubeletSettings = { maxPods } as const;

/** The kubelet pulls images side by side. The EC2NodeClass of Karpenter 1.14 has no field for this. */
const imagePulls = { serializeImagePulls: false, maxParallelImagePulls: 10 } as const;

/**
 * The configuration that nodes read at boot, on top of what EKS or Karpenter adds to join them: parallel and fast image
 * pulls, local disks as one RAID 0, and under Bottlerocket how GPUs are shared.
 *
 * @param by `managed` groups get the whole of it; for `karpenter` the EC2NodeClass has fields for the number of pods and
 * for disks.
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
      kubelet: { config: { ...(by === "managed" ? plannedKubeletSettings : {}), ...imagePulls } },
      ...(by === "managed" && hasInstanceStore(pool)
        ? { instance: { localStorage: { strategy: "RAID0" } } }
        : {}),
    },
  };
  // JSON is YAML. EKS and Karpenter merge this part with their own, which is why it must be a MIME archive; the values of
  // theirs win (https://karpenter.sh/docs/concepts/nodeclasses/, read 2026-11-24).
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
