import { parseBlock } from "@aip/common/ipv4.ts";
import { urnName } from "@aip/common/urn.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkSameVpc, ec2Arn, ec2Id } from "./ec2-ids.ts";

const natType = "aws:ec2/natGateway:NatGateway";
const routeType = "aws:ec2/route:Route";
const tableAssociationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const transitType = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"] as const;
const targets = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "gatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
] as const;

function checkRoute(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const given = (keys: readonly string[]) => keys.filter((key) => key in inputs);
  const [destination, ...moreDestinations] = given(destinations);
  if (!destination || moreDestinations.length > 0) {
    report("(destination)", given(destinations), `exactly one of ${destinations.join(", ")}`);
  }
  const [target, ...moreTargets] = given(targets);
  if (!target || moreTargets.length > 0) {
    report("(target)", given(targets), `exactly one of ${targets.join(", ")}`);
  }
  const { destinationCidrBlock, routeTableId } = inputs;
  if (destinationCidrBlock !== undefined && !parseBlock(destinationCidrBlock)) {
    report("destinationCidrBlock", destinationCidrBlock, "an IPv4 CIDR block with no host bits set");
  }
  const vpcId = cloud.find(String(routeTableId))?.outputs.vpcId;
  checkTarget(planned, vpcId, cloud, report);
  for (const other of cloud.all(routeType)) {
    if (other.urn === planned.urn || other.inputs.routeTableId !== routeTableId || !destination) continue;
    if (inputs[destination] !== undefined && other.inputs[destination] === inputs[destination]) {
      report(destination, inputs[destination], `a destination that ${urnName(other.urn)} does not have`);
    }
  }
}

function checkTarget({ inputs }: PlannedResource, vpcId: unknown, cloud: CloudView, report: Report): void {
  const { gatewayId, natGatewayId, egressOnlyGatewayId, transitGatewayId, vpcPeeringConnectionId } = inputs;
  if (typeof gatewayId === "string" && !/^(igw|vgw|local)/.test(gatewayId)) {
    report("gatewayId", gatewayId, "the id of an internet or virtual private gateway, or local");
  }
  checkSameVpc("gatewayId", gatewayId, vpcId, cloud, report);
  checkSameVpc("natGatewayId", natGatewayId, vpcId, cloud, report);
  checkSameVpc("egressOnlyGatewayId", egressOnlyGatewayId, vpcId, cloud, report);
  checkSameVpc("vpcPeeringConnectionId", vpcPeeringConnectionId, vpcId, cloud, report);
  if ("egressOnlyGatewayId" in inputs && !("destinationIpv6CidrBlock" in inputs)) {
    report("egressOnlyGatewayId", egressOnlyGatewayId, "an IPv6 destination: such a gateway passes no IPv4");
  }
  if (typeof transitGatewayId === "string" && typeof vpcId === "string") {
    const attached = cloud
      .all(transitType)
      .some((other) => other.inputs.vpcId === vpcId && other.inputs.transitGatewayId === transitGatewayId);
    if (!attached)
      report("transitGatewayId", transitGatewayId, `a Transit Gateway that ${vpcId} is attached to`);
  }
}

function checkTableAssociation(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { subnetId, gatewayId, routeTableId } = planned.inputs;
  if (!("subnetId" in planned.inputs) && !("gatewayId" in planned.inputs)) {
    report("subnetId", undefined, "a subnet or a gateway");
  }
  checkSameVpc("subnetId", subnetId, cloud.find(String(routeTableId))?.outputs.vpcId, cloud, report);
  for (const other of cloud.all(tableAssociationType)) {
    if (other.urn === planned.urn || gatewayId !== undefined || subnetId === undefined) continue;
    if (other.inputs.subnetId === subnetId) {
      report("subnetId", subnetId, `a subnet with no route table yet; ${urnName(other.urn)} gives it one`);
    }
  }
}

function checkNat(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { allocationId, connectivityType, subnetId } = planned.inputs;
  const isPublic = connectivityType === undefined || connectivityType === "public";
  if (isPublic && !("allocationId" in planned.inputs)) {
    report("allocationId", undefined, "an Elastic IP, for a public NAT gateway");
  }
  if (!isPublic && allocationId !== undefined) {
    report("allocationId", allocationId, "nothing, for a private NAT gateway");
  }
  const holder = cloud
    .all(natType)
    .find((other) => other.urn !== planned.urn && other.inputs.allocationId === allocationId);
  if (holder && allocationId !== undefined) {
    report("allocationId", allocationId, `an Elastic IP that ${urnName(holder.urn)} does not have`);
  }
  const vpcId = typeof subnetId === "string" ? cloud.find(subnetId)?.outputs.vpcId : undefined;
  if (!isPublic || vpcId === undefined) return;
  const gateway = cloud
    .all("aws:ec2/internetGateway:InternetGateway")
    .some((other) => other.inputs.vpcId === vpcId);
  if (!gateway) report("subnetId", subnetId, `a subnet of a VPC with an internet gateway; ${vpcId} has none`);
}

function checkInternetGateway(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { vpcId } = planned.inputs;
  const other = cloud
    .all(planned.type)
    .find((gateway) => gateway.urn !== planned.urn && gateway.inputs.vpcId === vpcId);
  if (other && vpcId !== undefined)
    report("vpcId", vpcId, `a VPC without one; ${urnName(other.urn)} is attached`);
}

/** Route tables, gateways and NAT. */
export const ec2Routing: Models = {
  "aws:ec2/internetGateway:InternetGateway": {
    id: ec2Id("igw"),
    arn: ec2Arn("internet-gateway"),
    check: checkInternetGateway,
    heldBy: [routeType, natType],
    outputs: (planned) => ({ ownerId: planned.account }),
  },
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": {
    id: ec2Id("eigw"),
    required: ["vpcId"],
    replaceOn: ["vpcId"],
    heldBy: [routeType],
  },
  "aws:ec2/eip:Eip": {
    id: ec2Id("eipalloc"),
    arn: ec2Arn("elastic-ip"),
    replaceOn: ["domain", "publicIpv4Pool"],
    heldBy: [natType],
    check: ({ inputs: { domain } }, _, report) => {
      if (domain !== undefined && domain !== "vpc") report("domain", domain, "vpc");
    },
    outputs: (planned) => ({
      allocationId: planned.id,
      // Addresses for documentation (RFC 5737): they belong to nobody.
      publicIp: `198.51.100.${Number.parseInt(planned.hex(2), 16)}`,
    }),
  },
  [natType]: {
    id: ec2Id("nat"),
    required: ["subnetId"],
    replaceOn: ["subnetId", "allocationId", "connectivityType"],
    check: checkNat,
    heldBy: [routeType],
    outputs: (planned, cloud) => ({
      publicIp: cloud.find(String(planned.inputs.allocationId))?.outputs.publicIp ?? "",
      networkInterfaceId: `eni-${planned.hex(17)}`,
      vpcId: cloud.find(String(planned.inputs.subnetId))?.outputs.vpcId ?? "",
    }),
  },
  "aws:ec2/routeTable:RouteTable": {
    id: ec2Id("rtb"),
    arn: ec2Arn("route-table"),
    required: ["vpcId"],
    replaceOn: ["vpcId"],
    heldBy: [tableAssociationType],
    outputs: (planned) => ({ ownerId: planned.account }),
  },
  [routeType]: {
    id: (planned) => `r-${String(planned.inputs.routeTableId)}${planned.hex(10)}`,
    required: ["routeTableId"],
    replaceOn: ["routeTableId", ...destinations],
    mayDangle: ["transitGatewayId"],
    check: checkRoute,
    outputs: () => ({ state: "active", origin: "CreateRoute" }),
  },
  [tableAssociationType]: {
    id: ec2Id("rtbassoc"),
    required: ["routeTableId"],
    replaceOn: ["subnetId", "gatewayId"],
    check: checkTableAssociation,
  },
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {
    id: (planned) => String(planned.inputs.defaultRouteTableId),
    required: ["defaultRouteTableId"],
    replaceOn: ["defaultRouteTableId"],
  },
};
