import { AdoptedNetwork } from "@aip/components/network/adopted-network.ts";
import { Network } from "@aip/components/network/network.ts";
import { all, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { NetworkConfig } from "./config.ts";

type ByZone = Readonly<Record<string, Input<string>>>;
type Published = Output<Record<string, string>>;

/** The VPC of the environment, made here or adopted: what the rest of the layer needs, and what it publishes. */
export interface VpcPlacement {
  readonly vpcId: Input<string>;
  readonly vpcCidrs: readonly string[];
  readonly privateSubnetIds: ByZone;
  readonly transitSubnetIds: ByZone;
  readonly privateRouteTableIds: ByZone;
  /** Addresses of the interface endpoints that were there before. */
  readonly endpointAddresses: readonly string[];
  /** All tables that gateway endpoints belong into. */
  readonly routeTableIds: readonly Input<string>[];
  readonly outputs: {
    readonly vpcId: Input<string>;
    readonly vpcCidr: string;
    readonly vpcCidrs: string[];
    readonly vpcIpv6Cidr: Input<string | null>;
    readonly zones: string[];
    readonly publicSubnetIds: Published;
    readonly privateSubnetIds: Published;
    readonly databaseSubnetIds: Published;
    readonly podSubnetIds: Published;
    readonly podSubnetIdsByCidr: Output<Record<string, Record<string, string>>>;
    readonly privateRouteTableIds: Published;
    readonly natAddresses: Published;
  };
}

export function createVpcPlacement(config: NetworkConfig, options: ComponentResourceOptions): VpcPlacement {
  const { settings } = config;
  const vpcCidrs = [settings.vpcCidr, ...settings.podCidrs];
  const common = { vpcCidr: settings.vpcCidr, vpcCidrs };
  const [firstPodCidr = ""] = settings.podCidrs;
  if (settings.existing) {
    const { routeTableIds, endpointAddresses, ...existing } = settings.existing;
    const adopted = new AdoptedNetwork(
      "network",
      { ...existing, vpcCidrs, discovery: config.discoveryTag },
      options,
    );
    const { vpcId, publicSubnetIds, privateSubnetIds, databaseSubnetIds, podSubnetIds } = adopted;
    return {
      vpcId,
      vpcCidrs,
      privateSubnetIds,
      transitSubnetIds: privateSubnetIds,
      privateRouteTableIds: Object.fromEntries(routeTableIds.map((id) => [id, id])),
      endpointAddresses,
      routeTableIds,
      outputs: {
        ...common,
        vpcId,
        vpcIpv6Cidr: null,
        zones: [...adopted.zones],
        publicSubnetIds: all(publicSubnetIds),
        privateSubnetIds: all(privateSubnetIds),
        databaseSubnetIds: all(databaseSubnetIds),
        podSubnetIds: all(podSubnetIds),
        podSubnetIdsByCidr: all(
          Object.keys(podSubnetIds).length > 0 ? { [firstPodCidr]: all(podSubnetIds) } : {},
        ),
        privateRouteTableIds: all({}),
        natAddresses: all({}),
      },
    };
  }
  const network = new Network(
    "network",
    {
      vpcCidr: settings.vpcCidr,
      zones: config.zones,
      podCidrs: settings.podCidrs,
      privateAddressesPerZone: settings.privateAddressesPerZone,
      routedCidrs: config.routedCidrs,
      nat: settings.nat,
      ipv6: settings.ipv6,
      discovery: config.discoveryTag,
      transitSubnets: settings.transitGateway !== undefined,
    },
    options,
  );
  return {
    ...network,
    vpcCidrs,
    endpointAddresses: [],
    outputs: {
      ...common,
      vpcId: network.vpcId,
      vpcIpv6Cidr: network.ipv6Cidr,
      zones: [...network.zones],
      publicSubnetIds: all(network.publicSubnetIds),
      privateSubnetIds: all(network.privateSubnetIds),
      databaseSubnetIds: all(network.databaseSubnetIds),
      podSubnetIds: all(network.podSubnetIds[firstPodCidr] ?? {}),
      podSubnetIdsByCidr: all(mapValues(network.podSubnetIds, (subnets) => all(subnets))),
      privateRouteTableIds: all(network.privateRouteTableIds),
      natAddresses: all(network.natAddresses),
    },
  };
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
