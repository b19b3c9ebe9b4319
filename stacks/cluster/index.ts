import { NodeAddons, WorkloadAddons } from "@aip/components/cluster/addons.ts";
import { Cluster } from "@aip/components/cluster/cluster.ts";
import { NodeRole } from "@aip/components/cluster/node-role.ts";
import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { cluster as contract } from "@aip/contracts/cluster.ts";
import * as eks from "@pulumi/eks";
import { readConfig } from "./config.ts";
import { createNodePools } from "./node-pools.ts";

/** The cluster layer: control plane, nodes, and what must run on them before anybody's workload. */
export default async () => {
  const config = await readConfig();
  const { environment, settings, network, clusterName } = config;
  const { region, accountId } = environment;
  const tags = requiredTags(environment, "cluster");
  const providers = [awsProvider({ region, accountId, tags }), new eks.Provider("eks")];

  const cluster = new Cluster(
    "cluster",
    {
      clusterName,
      kubernetesVersion: settings.kubernetesVersion,
      region,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      publicAccessCidrs: settings.publicAccessCidrs,
      access: settings.access,
      logRetentionDays: settings.logRetentionDays,
      deletionProtection: config.deletionProtection,
      zonalShift: settings.zonalShift,
      autoMode: settings.autoMode,
    },
    { providers },
  );
  const { kubernetesVersion } = settings;
  const addon = { clusterName: cluster.clusterName, kubernetesVersion };
  const nodeAddons = new NodeAddons(
    "node-addons",
    { ...addon, region, securityGroupId: cluster.securityGroupId, podSubnetIds: network.podSubnetIds },
    { providers },
  );
  const nodeRole = new NodeRole("nodes", {}, { providers });
  const kubernetes = kubernetesProvider(
    {
      clusterName: cluster.clusterName,
      clusterEndpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
      region,
    },
    { dependsOn: [...cluster.accessGrants] },
  );
  const pools = createNodePools(config, {
    cluster,
    nodeRole,
    nodeAddons,
    tags,
    options: { providers: [...providers, kubernetes] },
  });
  new WorkloadAddons(
    "workload-addons",
    { ...addon, optional: settings.addons },
    { providers, dependsOn: pools.system },
  );

  return contract.publish({
    clusterName: cluster.clusterName,
    clusterArn: cluster.clusterArn,
    clusterEndpoint: cluster.endpoint,
    certificateAuthority: cluster.certificateAuthority,
    kubernetesVersion,
    clusterKeyArn: cluster.keyArn,
    controlPlaneLogGroup: cluster.logGroupName,
    clusterSecurityGroupId: cluster.securityGroupId,
    nodeRoleArn: nodeRole.roleArn,
    nodePools: Object.fromEntries(
      config.pools.map(({ name, kind, purpose, accelerator }) => [name, { kind, purpose, accelerator }]),
    ),
    blockStorageClass: "gp3",
    sharedStorageClass: null,
    gatewayClass: "envoy",
  });
};
