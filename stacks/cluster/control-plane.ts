import { NodeAddons } from "@aip/components/cluster/addons.ts";
import { Cluster } from "@aip/components/cluster/cluster.ts";
import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import * as eks from "@pulumi/eks";
import type * as pulumi from "@pulumi/pulumi";
import type { ClusterConfig } from "./config.ts";

export interface ControlPlane {
  readonly cluster: Cluster;
  /** What must run before the first node; undefined with EKS Auto Mode, which brings it along. */
  readonly nodeAddons: NodeAddons | undefined;
  /** Providers for AWS and for objects on the cluster. */
  readonly options: { readonly providers: pulumi.ProviderResource[] };
}

/** The control plane with its network and identity add-ons, and the ways to it. */
export function createControlPlane(
  config: ClusterConfig,
  tags: Readonly<Record<string, string>>,
): ControlPlane {
  const { environment, settings, network } = config;
  const { region, accountId } = environment;
  const providers = [awsProvider({ region, accountId, tags }), new eks.Provider("eks")];
  const cluster = new Cluster(
    "cluster",
    {
      clusterName: config.clusterName,
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
  const nodeAddons = settings.autoMode
    ? undefined
    : new NodeAddons(
        "node-addons",
        {
          clusterName: cluster.clusterName,
          kubernetesVersion: settings.kubernetesVersion,
          region,
          securityGroupId: cluster.securityGroupId,
          podSubnetIds: network.podSubnetIds,
        },
        { providers },
      );
  const kubernetes = kubernetesProvider(
    {
      clusterName: cluster.clusterName,
      clusterEndpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
      region,
    },
    { dependsOn: [...cluster.accessGrants] },
  );
  return { cluster, nodeAddons, options: { providers: [...providers, kubernetes] } };
}
