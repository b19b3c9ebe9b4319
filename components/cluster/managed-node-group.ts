import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import type { Taint } from "@aip/common/arguments/node-pool-args.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EfaNetwork } from "./efa.ts";
import { launchTemplate } from "./launch-template.ts";

export interface ManagedNodeGroupArgs {
  /** EKS cluster that the nodes join. */
  readonly clusterName: pulumi.Input<string>;
  /** Kubernetes version of the nodes; it decides the pinned machine image. */
  readonly kubernetesVersion: KubernetesVersion;
  /** VPC of the nodes. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets for nodes, by zone name. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of the nodes: that of the cluster. */
  readonly securityGroupId: pulumi.Input<string>;
  /** IAM role of the nodes, such as `NodeRole` makes. */
  readonly nodeRoleArn: pulumi.Input<string>;
  /** A pool of kind `managed`, as `resolveNodePool` returns it. */
  readonly pool: NodePool;
  /** Whether EKS replaces nodes that the node monitoring agent finds broken. */
  readonly nodeRepair: boolean;
  /** Tags of instances, volumes and network interfaces, which a provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

const effects = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const satisfies Record<Taint["effect"], string>;

const capacityTypes = {
  spot: "SPOT",
  onDemand: "ON_DEMAND",
  reserved: "ON_DEMAND",
  capacityBlock: "CAPACITY_BLOCK",
} as const;

/**
 * A managed node group with a pinned machine image, which never grows above its `max`.
 *
 * It uses `aws.eks.NodeGroup`: `eks.ManagedNodeGroup` of @pulumi/eks 4.3 has no argument for node repair and for the pace
 * of updates, and no name for the Neuron and Arm NVIDIA images.
 *
 * Price: that of its instances (https://aws.amazon.com/ec2/pricing/on-demand/) and their volumes.
 *
 * @example
 * import { ManagedNodeGroup, NodeRole, resolveNodePool } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const role = new NodeRole("nodes", {});
 * const pool = resolveNodePool(
 *   "system",
 *   { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], min: 3, max: 6 },
 *   { kubernetesVersion: "1.35", zones: ["us-east-1a", "us-east-1b"], gpuSoftware: "devicePlugin" },
 * );
 * new ManagedNodeGroup("system", {
 *   clusterName: config.require("clusterName"),
 *   kubernetesVersion: "1.35",
 *   vpcId: config.require("vpcId"),
 *   subnetIds: config.requireObject<Record<string, string>>("privateSubnetIds"),
 *   securityGroupId: config.require("clusterSecurityGroupId"),
 *   nodeRoleArn: role.roleArn,
 *   pool,
 *   nodeRepair: true,
 *   tags: { Owner: "platform" },
 * });
 */
export class ManagedNodeGroup extends pulumi.ComponentResource {
  readonly nodeGroupName: pulumi.Output<string>;

  constructor(name: string, args: ManagedNodeGroupArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:ManagedNodeGroup", name, {}, options);
    const { pool } = args;
    const efa = pool.efa
      ? new EfaNetwork(
          `${name}-efa`,
          { vpcId: args.vpcId, placementGroup: pool.placementGroup },
          { parent: this },
        )
      : undefined;
    const template = launchTemplate(
      `${name}-template`,
      { pool, efa, securityGroupId: args.securityGroupId, tags: args.tags },
      this,
    );
    const [capacity = "onDemand"] = pool.capacity;
    const { maxUnavailable } = pool.disruption;
    const group = new aws.eks.NodeGroup(
      `${name}-group`,
      {
        clusterName: args.clusterName,
        nodeRoleArn: args.nodeRoleArn,
        version: args.kubernetesVersion,
        releaseVersion: pool.ami.release,
        amiType: pool.ami.type,
        capacityType: capacityTypes[capacity],
        ...(capacity === "capacityBlock"
          ? {}
          : { instanceTypes: pool.instanceTypes.map((type) => type.name) }),
        subnetIds: pool.zones.flatMap((zone) => args.subnetIds[zone] ?? []),
        scalingConfig: {
          minSize: pool.scaling.min,
          maxSize: pool.scaling.max,
          desiredSize: pool.scaling.desired,
        },
        updateConfig: maxUnavailable.endsWith("%")
          ? { maxUnavailablePercentage: Number(maxUnavailable.slice(0, -1)) }
          : { maxUnavailable: Number(maxUnavailable) },
        nodeRepairConfig: { enabled: args.nodeRepair },
        labels: { ...pool.labels },
        taints: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: effects[effect] })),
        launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      },
      {
        parent: this,
        // The figure belongs to what scales the group later.
        ignoreChanges: ["scalingConfig.desiredSize"],
      },
    );
    this.nodeGroupName = group.nodeGroupName;
    this.registerOutputs({ nodeGroupName: this.nodeGroupName });
  }
}
