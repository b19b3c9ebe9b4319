import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import type { NodeAddons } from "@aip/components/cluster/addons.ts";
import type { Cluster } from "@aip/components/cluster/cluster.ts";
import { Karpenter } from "@aip/components/cluster/karpenter.ts";
import { AutoModeNodePool, KarpenterNodePool } from "@aip/components/cluster/karpenter-node-pool.ts";
import { ManagedNodeGroup } from "@aip/components/cluster/managed-node-group.ts";
import { NodeRole } from "@aip/components/cluster/node-role.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig } from "./config.ts";

export interface NodePoolResources {
  readonly cluster: Cluster;
  readonly nodeRole: NodeRole;
  /** What must run before the first node; undefined with EKS Auto Mode, which brings it along. */
  readonly nodeAddons: NodeAddons | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly options: pulumi.ComponentResourceOptions;
}

export interface NodeGroups {
  /** The groups that controllers run on; what needs a node waits for these. */
  readonly system: ManagedNodeGroup[];
  readonly all: readonly ManagedNodeGroup[];
}

const placeOf = ({ network }: ClusterConfig, { cluster, tags }: NodePoolResources) => ({
  vpcId: network.vpcId,
  subnetIds: network.privateSubnetIds,
  securityGroupId: cluster.securityGroupId,
  tags,
});

/** The managed groups of the environment. */
export function createNodeGroups(config: ClusterConfig, resources: NodePoolResources): NodeGroups {
  const { settings } = config;
  const { cluster, nodeRole, nodeAddons, options } = resources;
  const group = (pool: NodePool) =>
    new ManagedNodeGroup(
      `pool-${pool.name}`,
      {
        ...placeOf(config, resources),
        pool,
        clusterName: cluster.clusterName,
        kubernetesVersion: settings.kubernetesVersion,
        nodeRoleArn: nodeRole.roleArn,
        nodeRepair: settings.addons.nodeMonitoring,
      },
      { ...options, dependsOn: nodeAddons ? [nodeAddons] : [] },
    );
  const managed = config.pools
    .filter(({ kind }) => kind === "managed")
    .map((pool) => ({ pool, group: group(pool) }));
  return {
    system: managed.filter(({ pool }) => pool.purpose === "system").map((entry) => entry.group),
    all: managed.map((entry) => entry.group),
  };
}

/**
 * Karpenter on the system nodes, and its pools.
 *
 * @param before What Karpenter needs to the last: the nodes it runs on, and the add-ons. At a teardown its pools go first,
 *   while there is still DNS to reach AWS by, and a driver that takes the volumes off their nodes.
 */
export function createScaledPools(
  config: ClusterConfig,
  resources: NodePoolResources,
  before: pulumi.Resource[],
): readonly pulumi.Resource[] {
  const { settings, environment } = config;
  const { cluster, options } = resources;
  const scaled = config.pools.filter(({ kind }) => kind === "karpenter");
  if (scaled.length === 0) return [];
  if (settings.autoMode) {
    return scaled.map((pool) => new AutoModeNodePool(`pool-${pool.name}`, { pool }, options));
  }
  const karpenterRole = new NodeRole("karpenter-nodes", { accessTo: cluster.clusterName }, options);
  const karpenter = new Karpenter(
    "karpenter",
    {
      clusterName: config.clusterName,
      clusterArn: cluster.clusterArn,
      region: environment.region,
      nodeRoleArn: karpenterRole.roleArn,
      nodeRepair: settings.addons.nodeMonitoring,
      chartMirror: environment.chartMirror,
      imageMirror: environment.imageMirror,
    },
    { ...options, dependsOn: before },
  );
  return scaled.map(
    (pool) =>
      new KarpenterNodePool(
        `pool-${pool.name}`,
        { ...placeOf(config, resources), pool, nodeRoleName: karpenterRole.roleName },
        { ...options, dependsOn: karpenter.ready },
      ),
  );
}
