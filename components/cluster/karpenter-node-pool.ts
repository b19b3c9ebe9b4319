import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import type { CapacityType } from "@aip/common/arguments/node-pool-args.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type EfaInterface, EfaNetwork, efaInterfaces } from "./efa.ts";
import { diskDevice, diskThroughput } from "./launch-template.ts";
import { hasInstanceStore, plannedKubeletSettings, userData } from "./user-data.ts";

export interface KarpenterNodePoolArgs {
  /** VPC of the nodes. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets for nodes, by zone name. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of the nodes: that of the cluster. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Name of the IAM role of the nodes, such as `NodeRole` makes. */
  readonly nodeRoleName: pulumi.Input<string>;
  /** A pool of kind `karpenter`, as `resolveNodePool` returns it. */
  readonly pool: NodePool;
  /** Tags of what Karpenter launches, which a provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A pool of nodes that Karpenter makes for pending pods, up to its limits, and takes away when they are no longer of use.
 * Subnets and security groups are named by id: nothing else in the account that carries a tag can be taken for them.
 *
 * Price: that of its nodes; at most what the limits allow.
 *
 * @example
 * import { KarpenterNodePool, resolveNodePool } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const pool = resolveNodePool(
 *   "gpu",
 *   {
 *     kind: "karpenter",
 *     purpose: "inference",
 *     accelerator: "nvidia",
 *     instanceTypes: ["g6.xlarge", "g6.2xlarge"],
 *     capacity: ["spot", "onDemand"],
 *     limits: { cpu: "64", accelerators: 4 },
 *   },
 *   { kubernetesVersion: "1.35", zones: ["us-east-1a", "us-east-1b"], gpuSoftware: "devicePlugin" },
 * );
 * new KarpenterNodePool("gpu", {
 *   vpcId: config.require("vpcId"),
 *   subnetIds: config.requireObject<Record<string, string>>("privateSubnetIds"),
 *   securityGroupId: config.require("clusterSecurityGroupId"),
 *   nodeRoleName: config.require("nodeRoleName"),
 *   pool,
 *   tags: { Owner: "platform" },
 * });
 */
export class KarpenterNodePool extends pulumi.ComponentResource {
  constructor(name: string, args: KarpenterNodePoolArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:KarpenterNodePool", name, {}, options);
    const { pool } = args;
    const parent = { parent: this };
    const efa = pool.efa
      ? new EfaNetwork(`${name}-efa`, { vpcId: args.vpcId, placementGroup: pool.placementGroup }, parent)
      : undefined;
    const nodeClass = new kubernetes.apiextensions.CustomResource(
      `${name}-class`,
      {
        apiVersion: "karpenter.k8s.aws/v1",
        kind: "EC2NodeClass",
        metadata: { name: pool.name },
        spec: nodeClassSpec(args, efa),
      },
      parent,
    );
    nodePoolObject(name, pool, "karpenter", { ...parent, dependsOn: [nodeClass] });
    this.registerOutputs({});
  }
}

/**
 * A pool of nodes that EKS Auto Mode makes, of the node class it brings along.
 *
 * Price: that of its nodes, and about 12 % on top (https://aws.amazon.com/eks/pricing/); at most what the limits allow.
 *
 * @example
 * import { AutoModeNodePool, resolveNodePool } from "@aip/components";
 *
 * const pool = resolveNodePool(
 *   "general",
 *   { kind: "karpenter", purpose: "general", instanceTypes: ["m7i.large"], limits: { cpu: "64" } },
 *   {
 *     kubernetesVersion: "1.35",
 *     zones: ["us-east-1a", "us-east-1b"],
 *     gpuSoftware: "devicePlugin",
 *     autoMode: true,
 *   },
 * );
 * new AutoModeNodePool("general", { pool });
 */
export class AutoModeNodePool extends pulumi.ComponentResource {
  constructor(
    name: string,
    args: Pick<KarpenterNodePoolArgs, "pool">,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("aip:cluster:AutoModeNodePool", name, {}, options);
    nodePoolObject(name, args.pool, "autoMode", { parent: this });
    this.registerOutputs({});
  }
}

const nodePoolObject = (
  name: string,
  pool: NodePool,
  by: keyof typeof nodeClassRef,
  options: pulumi.CustomResourceOptions,
) =>
  new kubernetes.apiextensions.CustomResource(
    `${name}-pool`,
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: {
        name: pool.name,
        // Removal waits for the nodes: their claims are dependents that block it.
        annotations: { "pulumi.com/deletionPropagationPolicy": "foreground" },
      },
      spec: nodePoolSpec(pool, by),
    },
    { ...options, customTimeouts: { delete: "30m" } },
  );

/** The EC2NodeClass of a pool: image, disks, network, and how a node starts. */
export function nodeClassSpec(
  args: Pick<KarpenterNodePoolArgs, "pool" | "nodeRoleName" | "subnetIds" | "securityGroupId" | "tags">,
  efa: Pick<EfaNetwork, "placementGroupName" | "securityGroupId"> | undefined,
): pulumi.Inputs {
  const { pool } = args;
  const disk = (deviceName: string, volumeSize: string, more: pulumi.Inputs) => ({
    deviceName,
    ebs: { volumeType: "gp3", volumeSize, encrypted: true, deleteOnTermination: true, ...more },
  });
  return {
    amiSelectorTerms: [{ alias: pool.ami.alias }],
    role: args.nodeRoleName,
    subnetSelectorTerms: pool.zones.flatMap((zone) => {
      const id = args.subnetIds[zone];
      return id === undefined ? [] : [{ id }];
    }),
    securityGroupSelectorTerms: [
      { id: args.securityGroupId },
      ...(efa === undefined ? [] : [{ id: efa.securityGroupId }]),
    ],
    metadataOptions: {
      httpEndpoint: "enabled",
      httpProtocolIPv6: "disabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
    },
    blockDeviceMappings: [
      {
        ...disk(diskDevice(pool), `${pool.diskGiB}Gi`, { throughput: diskThroughput(pool), iops: 3000 }),
        rootVolume: true,
      },
      // Bottlerocket keeps its system on a volume of its own.
      ...(pool.operatingSystem === "bottlerocket" ? [disk("/dev/xvda", "4Gi", {})] : []),
    ],
    kubelet: { ...plannedKubeletSettings },
    ...(hasInstanceStore(pool) ? { instanceStorePolicy: "RAID0" } : {}),
    ...optionalUserData(userData(pool, "karpenter")),
    ...(pool.reservations.length === 0
      ? {}
      : { capacityReservationSelectorTerms: pool.reservations.map((id) => ({ id })) }),
    ...(efa === undefined
      ? {}
      : {
          ...(efa.placementGroupName === undefined
            ? {}
            : { placementGroupSelector: { name: efa.placementGroupName } }),
          networkInterfaces: efaInterfaces(pool) satisfies EfaInterface[],
        }),
    tags: { ...args.tags, Name: pool.name },
  };
}

const optionalUserData = (text: string): pulumi.Inputs => (text === "" ? {} : { userData: text });

const capacityTypes: Readonly<Record<CapacityType, string>> = {
  spot: "spot",
  onDemand: "on-demand",
  reserved: "reserved",
  capacityBlock: "reserved",
};

/** Whose node class a pool refers to: Karpenter's own, or the one that EKS Auto Mode brings along. */
const nodeClassRef = {
  karpenter: (pool: NodePool) => ({ group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: pool.name }),
  autoMode: () => ({ group: "eks.amazonaws.com", kind: "NodeClass", name: "default" }),
} as const;

/**
 * EKS Auto Mode replaces nodes after 21 days at the latest
 * (https://docs.aws.amazon.com/eks/latest/userguide/automode.html), so that no pool of its may ask for longer.
 */
const longestInAutoMode = "504h";

/** The NodePool of a pool: which nodes, for whom, how many, and when they may go. */
export function nodePoolSpec(pool: NodePool, by: keyof typeof nodeClassRef): pulumi.Inputs {
  const { disruption } = pool;
  const neverExpires = disruption.expireAfter === "Never";
  const requirement = (key: string, values: readonly string[]) => ({
    key,
    operator: "In",
    values: [...values],
  });
  return {
    template: {
      metadata: { labels: { ...pool.labels } },
      spec: {
        nodeClassRef: nodeClassRef[by](pool),
        requirements: [
          requirement(
            "node.kubernetes.io/instance-type",
            pool.instanceTypes.map((type) => type.name),
          ),
          requirement("karpenter.sh/capacity-type", [
            ...new Set(pool.capacity.map((type) => capacityTypes[type])),
          ]),
          requirement("topology.kubernetes.io/zone", pool.zones),
          requirement("kubernetes.io/arch", [pool.architecture === "arm64" ? "arm64" : "amd64"]),
          requirement("kubernetes.io/os", ["linux"]),
        ],
        taints: pool.taints.map((taint) => ({ ...taint })),
        expireAfter: by === "autoMode" && neverExpires ? longestInAutoMode : disruption.expireAfter,
        terminationGracePeriod: disruption.terminationGracePeriod,
      },
    },
    disruption: {
      consolidationPolicy: disruption.consolidation === "empty" ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
      consolidateAfter: disruption.consolidateAfter,
      budgets: disruption.budgets.map((budget) => ({
        nodes: budget.nodes,
        ...(budget.schedule === undefined ? {} : { schedule: budget.schedule }),
        ...(budget.duration === undefined ? {} : { duration: budget.duration }),
        ...(budget.reasons === undefined ? {} : { reasons: [...budget.reasons] }),
      })),
    },
    limits: { ...pool.limits },
    ...(pool.weight === undefined ? {} : { weight: pool.weight }),
  };
}
