/** The EKS cluster: control plane, nodes and their pools, add-ons, Karpenter, accelerators. */

export { type NodePool, resolveNodePool } from "@aip/common/arguments/node-pool.ts";
export type { NodePoolArgs, NodePoolContext } from "@aip/common/arguments/node-pool-args.ts";
export { type AccessArgs, grantAccess } from "../cluster/access.ts";
export { Addon, type AddonArgs, type AddonIdentity } from "../cluster/addon.ts";
export {
  type AddonsArgs,
  NodeAddons,
  type OptionalAddons,
  WorkloadAddons,
  type WorkloadAddonsArgs,
} from "../cluster/addons.ts";
export { Cluster } from "../cluster/cluster.ts";
export type { ClusterArgs } from "../cluster/cluster-args.ts";
export { EfaNetwork, type EfaNetworkArgs } from "../cluster/efa.ts";
export { GpuSoftware, type GpuSoftwareArgs } from "../cluster/gpu-software.ts";
export { InterruptionQueue } from "../cluster/interruption-queue.ts";
export { Karpenter, type KarpenterArgs } from "../cluster/karpenter.ts";
export {
  AutoModeNodePool,
  KarpenterNodePool,
  type KarpenterNodePoolArgs,
} from "../cluster/karpenter-node-pool.ts";
export { ManagedNodeGroup, type ManagedNodeGroupArgs } from "../cluster/managed-node-group.ts";
export { NodeRole, type NodeRoleArgs } from "../cluster/node-role.ts";
