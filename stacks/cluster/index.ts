import { WorkloadAddons } from "@aip/components/cluster/addons.ts";
import { GpuSoftware } from "@aip/components/cluster/gpu-software.ts";
import { NodeRole } from "@aip/components/cluster/node-role.ts";
import { randomProvider } from "@aip/components/core/random-provider.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { cluster as contract } from "@aip/contracts/cluster.ts";
import { readConfig } from "./config.ts";
import { createControlPlane } from "./control-plane.ts";
import { createNodeGroups, createScaledPools } from "./node-pools.ts";
import { createPlatformServices } from "./platform-services.ts";

/** The cluster layer: control plane, nodes, and what must run on them before anybody's workload. */
export default async () => {
  const config = await readConfig();
  const { environment, settings } = config;
  const { kubernetesVersion, autoMode } = settings;
  const { chartMirror, imageMirror } = environment;
  const tags = requiredTags(environment, "cluster");

  const { cluster, nodeAddons, options } = createControlPlane(config, tags);
  const nodeRole = new NodeRole("nodes", {}, options);
  const resources = { cluster, nodeRole, nodeAddons, tags, options };
  const groups = createNodeGroups(config, resources);
  const addons = new WorkloadAddons(
    "workload-addons",
    { clusterName: cluster.clusterName, kubernetesVersion, optional: settings.addons, autoMode },
    { ...options, dependsOn: groups.system },
  );
  const scaledPools = createScaledPools(config, resources, [addons, ...groups.system]);
  new GpuSoftware(
    "gpu",
    { ...settings.gpu, pools: config.pools, region: environment.region, chartMirror, imageMirror },
    { ...options, dependsOn: [addons, ...groups.system] },
  );
  const services = createPlatformServices(config, {
    cluster,
    tags,
    options: {
      providers: [...options.providers, randomProvider()],
      dependsOn: [addons, ...groups.all, ...scaledPools],
    },
  });

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
    blockStorageClass: services.blockStorageClass,
    sharedStorageClass: services.sharedStorageClass,
    gatewayClass: services.gatewayClass,
  });
};
