import type { Cluster } from "@aip/components/cluster/cluster.ts";
import { PlatformServices } from "@aip/components/platform-services/platform-services.ts";
import type { PlatformServicesArgs } from "@aip/components/platform-services/services-args.ts";
import { calleesOf, hostname, isOn, openToTeams } from "@aip/services";
import { argoCd } from "@aip/services/argo-cd.ts";
import { argoRollouts } from "@aip/services/argo-rollouts.ts";
import { keda } from "@aip/services/keda.ts";
import { loadBalancerController } from "@aip/services/load-balancer-controller.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { flowsTo, metricsReader, urlInCluster } from "../flows.ts";
import type { ClusterConfig } from "./config.ts";
import { chooseServices } from "./services.ts";

/** What the cluster runs for everyone, as the environment file chooses. */
export function createPlatformServices(
  config: ClusterConfig,
  args: {
    readonly cluster: Cluster;
    readonly tags: Readonly<Record<string, string>>;
    readonly options: ComponentResourceOptions;
  },
): PlatformServices {
  const { environment, settings, network } = config;
  const { clusterServices, teams, profile, domain, name } = environment;
  const { cluster } = args;
  const development = profile === "development";
  return new PlatformServices(
    "services",
    {
      context: {
        clusterName: cluster.clusterName,
        environment: name,
        region: environment.region,
        vpcId: network.vpcId,
        vpcCidrs: network.vpcCidrs,
        highlyAvailable: clusterServices.highlyAvailable ?? !development,
        tags: args.tags,
        chartMirror: environment.chartMirror,
        imageMirror: environment.imageMirror,
      },
      services: chooseServices(environment),
      teams,
      teamTraffic: teamTraffic(config),
      pools: config.pools,
      calls: {
        eventScaling: flowsTo(calleesOf(keda, environment)),
        rollouts: flowsTo(calleesOf(argoRollouts, environment)),
      },
      prometheusUrl: isOn(prometheus, environment) ? urlInCluster(prometheus) : undefined,
      addons: settings.addons,
      placement: {
        subnetIds: network.privateSubnetIds,
        nodeSecurityGroupId: cluster.securityGroupId,
        autoMode: settings.autoMode,
      },
      dns: {
        domain,
        zoneIds: [network.publicZoneId, network.privateZoneId].filter((id) => id !== null),
        gitOpsHostname: hostname(argoCd, environment),
      },
      disposable: development,
    },
    args.options,
  );
}

/** Whom the pods of the teams talk to, by what the services that are on declare. */
function teamTraffic({ environment, network }: ClusterConfig): PlatformServicesArgs["teamTraffic"] {
  const scraper = metricsReader(environment);
  const hasGateway = environment.access === "gateway" && isOn(loadBalancerController, environment);
  return {
    calls: flowsTo(openToTeams(environment)),
    endpointAddresses: network.interfaceEndpointAddresses,
    // The load balancer has addresses of the VPC.
    gateway: hasGateway ? [{ cidr: network.vpcCidr }] : undefined,
    scrapers: scraper && [scraper],
  };
}
