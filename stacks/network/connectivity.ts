import { TransitGatewayAttachment, VpcPeering } from "@aip/components/network/connections.ts";
import { RecoveryNetwork } from "@aip/components/network/recovery-network.ts";
import { zonesOf } from "@aip/facts/zones.ts";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { NetworkConfig } from "./config.ts";
import type { VpcPlacement } from "./vpc-placement.ts";

/** Joins the VPC to the Transit Gateway and the peers that the environment names. */
export function connectOutside(
  config: NetworkConfig,
  placement: VpcPlacement,
  options: ComponentResourceOptions,
): void {
  const { transitGateway, peerings, ipv6 } = config.settings;
  const { vpcId, privateRouteTableIds: routeTableIds } = placement;
  if (transitGateway) {
    new TransitGatewayAttachment(
      "transit",
      {
        vpcId,
        transitGatewayId: transitGateway.id,
        routedCidrs: transitGateway.routedCidrs,
        subnetIds: placement.transitSubnetIds,
        routeTableIds,
        ipv6,
      },
      options,
    );
  }
  for (const [name, peer] of Object.entries(peerings)) {
    new VpcPeering(
      `peering-${name}`,
      {
        vpcId,
        peerVpcId: peer.vpcId,
        peerCidr: peer.cidr,
        peerAccountId: peer.accountId,
        peerRegion: peer.region,
        routeTableIds,
      },
      options,
    );
  }
}

/** The network of the second region, where the environment has one. */
export function createRecovery(
  config: NetworkConfig,
  providerOf: (region: string, name: string) => ComponentResourceOptions,
): RecoveryNetwork | undefined {
  const { recovery, logs } = config.settings;
  if (!recovery) return undefined;
  const { region, vpcCidr, nat } = recovery;
  return new RecoveryNetwork(
    "recovery",
    {
      region,
      vpcCidr,
      nat,
      zones: zonesOf(region).slice(0, recovery.zones),
      retentionDays: logs.retentionDays,
      discovery: config.discoveryTag,
    },
    providerOf(region, "aws-recovery"),
  );
}
