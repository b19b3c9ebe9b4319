import { blocksOverlap, parseBlock } from "@aip/common/ipv4.ts";
import { urnName } from "@aip/common/urn.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkSameVpc, ec2Arn, ec2Id } from "./ec2-ids.ts";

const routeType = "aws:ec2/route:Route";
const peeringType = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const attachmentType = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

function checkPeering(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { vpcId, peerVpcId, peerOwnerId, peerRegion, autoAccept } = planned.inputs;
  if (typeof peerVpcId === "string" && !/^vpc-[0-9a-f]{8,17}$/.test(peerVpcId)) {
    report("peerVpcId", peerVpcId, "the id of a VPC (vpc-…)");
  }
  if (vpcId !== undefined && vpcId === peerVpcId) report("peerVpcId", peerVpcId, "another VPC than vpcId");
  const elsewhere =
    (peerOwnerId !== undefined && peerOwnerId !== planned.account) ||
    (peerRegion !== undefined && peerRegion !== planned.region);
  if (elsewhere && autoAccept === true) {
    report("autoAccept", true, "false: a peer in another account or region has to accept itself");
  }
  const own = typeof vpcId === "string" ? parseBlock(cloud.find(vpcId)?.outputs.cidrBlock) : undefined;
  const peerBlock = typeof peerVpcId === "string" ? cloud.find(peerVpcId)?.outputs.cidrBlock : undefined;
  const peer = parseBlock(peerBlock);
  if (own && peer && blocksOverlap(own, peer)) {
    report("peerVpcId", peerBlock, "a VPC whose addresses do not overlap");
  }
}

function checkAttachment(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { vpcId, transitGatewayId, subnetIds } = planned.inputs;
  if (typeof transitGatewayId === "string" && !/^tgw-[0-9a-f]{8,17}$/.test(transitGatewayId)) {
    report("transitGatewayId", transitGatewayId, "the id of a Transit Gateway (tgw-…)");
  }
  const zones = new Set<unknown>();
  for (const [index, id] of ((subnetIds as unknown[] | undefined) ?? []).entries()) {
    checkSameVpc(`subnetIds[${index}]`, id, vpcId, cloud, report);
    const zone = typeof id === "string" ? cloud.find(id)?.outputs.availabilityZone : undefined;
    if (zone !== undefined && zones.has(zone)) report(`subnetIds[${index}]`, id, "one subnet a zone");
    zones.add(zone);
  }
  const other = cloud
    .all(attachmentType)
    .find(
      ({ urn, inputs }) =>
        urn !== planned.urn &&
        vpcId !== undefined &&
        inputs.vpcId === vpcId &&
        inputs.transitGatewayId === transitGatewayId,
    );
  if (other) report("vpcId", vpcId, `a VPC that is not attached yet; ${urnName(other.urn)} attaches it`);
}

/** Ways between VPCs. Peers and Transit Gateways may be another account's, which cannot be looked into. */
export const ec2Connections: Models = {
  [peeringType]: {
    id: ec2Id("pcx"),
    arn: ec2Arn("vpc-peering-connection"),
    required: ["vpcId", "peerVpcId"],
    replaceOn: ["vpcId", "peerVpcId", "peerOwnerId", "peerRegion"],
    mayDangle: ["peerVpcId"],
    heldBy: [routeType],
    check: checkPeering,
    outputs: (planned) => ({
      acceptStatus: planned.inputs.autoAccept === true ? "active" : "pending-acceptance",
    }),
  },
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": {
    id: (planned) => String(planned.inputs.vpcPeeringConnectionId),
    required: ["vpcPeeringConnectionId"],
    replaceOn: ["vpcPeeringConnectionId"],
    outputs: () => ({ acceptStatus: "active" }),
  },
  [attachmentType]: {
    id: ec2Id("tgw-attach"),
    arn: ec2Arn("transit-gateway-attachment"),
    required: ["vpcId", "transitGatewayId", "subnetIds"],
    replaceOn: ["vpcId", "transitGatewayId"],
    mayDangle: ["transitGatewayId"],
    check: checkAttachment,
    outputs: (planned) => ({ vpcOwnerId: planned.account }),
  },
};
