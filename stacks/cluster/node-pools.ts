import type { NodeAddons } from "@aip/components/cluster/addons.ts";
import type { Cluster } from "@aip/components/cluster/cluster.ts";
import { Karpenter } from "@aip/components/cluster/karpenter.ts";
import { AutoModeNodePool, KarpenterNodePool } from "@aip/components/cluster/karpenter-node-pool.ts";
import { ManagedNodeGroup } from "@aip/components/cluster/managed-node-group.ts";
import type { NodePool } from "@aip/components/cluster/node-pool.ts";
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

export interface NodePools {
  /** The groups that controllers run on; what needs a node waits for these. */
  readonly system: ManagedNodeGroup[];
  /** All pools; what ships software to their nodes comes after. */
  readonly all: readonly pulumi.Resource[];
}

/** The node pools of the environment: managed groups first, then Karpenter on the system nodes, then its pools. */
export function createNodePools(config: ClusterConfig, resources: NodePoolResources): NodePools {
  const { settings, network, environment } = config;
  const { cluster, nodeRole, nodeAddons, tags, options } = resources;
  const place = {
    vpcId: network.vpcId,
    subnetIds: network.privateSubnetIds,
    securityGroupId: cluster.securityGroupId,
    tags,
  };
  const group = (pool: NodePool) =>
    new ManagedNodeGroup(
      `pool-${pool.name}`,
      {
        ...place,
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
  const system = managed.filter(({ pool }) => pool.purpose === "system").map((entry) => entry.group);
  const groups = managed.map((entry) => entry.group);
  const scaled = config.pools.filter(({ kind }) => kind === "karpenter");
  if (scaled.length === 0) return { system, all: groups };
  if (settings.autoMode) {
    const pools = scaled.map((pool) => new AutoModeNodePool(`pool-${pool.name}`, { pool }, options));
    return { system, all: [...groups, ...pools] };
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
    { ...options, dependsOn: [...system] },
  );
  const pools = scaled.map(
    (pool) =>
      new KarpenterNodePool(
        `pool-${pool.name}`,
        { ...place, pool, nodeRoleName: karpenterRole.roleName },
        { ...options, dependsOn: karpenter.ready },
      ),
  );
  return { system, all: [...groups, ...pools] };
}
