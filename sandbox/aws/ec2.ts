import { blockContains, blocksOverlap, type Ipv4Block, parseBlock } from "@aip/common/ipv4.ts";
import { urnName } from "@aip/common/urn.ts";
import { zonesOf } from "@aip/facts/zones.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { ec2Arn, ec2Id } from "./ec2-ids.ts";

const associationType = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const subnetType = "aws:ec2/subnet:Subnet";
const reservationType = "aws:ec2/subnetCidrReservation:SubnetCidrReservation";

/** A block of /16 to /28, as AWS wants those of VPCs and subnets; reports anything else. */
function readBlock(cidr: unknown, report: Report): Ipv4Block | undefined {
  const block = parseBlock(cidr);
  if (block && block.prefix >= 16 && block.prefix <= 28) return block;
  report("cidrBlock", cidr, "an IPv4 CIDR block from /16 to /28 with no host bits set");
  return undefined;
}

const vpcBlocks = (vpcId: string, cloud: CloudView): unknown[] => [
  cloud.find(vpcId)?.outputs.cidrBlock,
  ...cloud
    .all(associationType)
    .filter((association) => association.inputs.vpcId === vpcId)
    .map((association) => association.inputs.cidrBlock),
];

function checkVpc(planned: PlannedResource, _cloud: CloudView, report: Report): void {
  const { cidrBlock, enableDnsHostnames, enableDnsSupport } = planned.inputs;
  if (cidrBlock !== undefined) readBlock(cidrBlock, report);
  if (enableDnsHostnames === true && enableDnsSupport === false) {
    report("enableDnsHostnames", true, "true only where enableDnsSupport is");
  }
}

/** Most secondary ranges of a VPC before a quota increase, its first range not counted. */
const secondaryRanges = 4;

function checkAssociation(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { cidrBlock, vpcId } = planned.inputs;
  if (cidrBlock === undefined || typeof vpcId !== "string") return;
  const block = readBlock(cidrBlock, report);
  if (!block) return;
  const others = cloud
    .all(associationType)
    .filter((association) => association.urn !== planned.urn && association.inputs.vpcId === vpcId);
  for (const taken of [
    cloud.find(vpcId)?.outputs.cidrBlock,
    ...others.map((other) => other.inputs.cidrBlock),
  ]) {
    const other = parseBlock(taken);
    if (other && blocksOverlap(other, block)) {
      report("cidrBlock", cidrBlock, `a block that does not overlap ${taken} of ${vpcId}`);
    }
  }
  if (others.length >= secondaryRanges) {
    report("vpcId", vpcId, `a VPC with fewer than ${secondaryRanges} secondary ranges`);
  }
}

function checkSubnet(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { cidrBlock, vpcId, availabilityZone } = planned.inputs;
  const zones = zonesOf(planned.region);
  if (typeof availabilityZone === "string" && !zones.includes(availabilityZone)) {
    report("availabilityZone", availabilityZone, `a zone of ${planned.region}: ${zones.join(", ")}`);
  }
  checkIpv6(planned, cloud, report);
  if (cidrBlock === undefined || typeof vpcId !== "string") return;
  const block = readBlock(cidrBlock, report);
  if (!block) return;
  const blocks = vpcBlocks(vpcId, cloud);
  if (!blocks.map(parseBlock).some((outer) => outer !== undefined && blockContains(outer, block))) {
    report("cidrBlock", cidrBlock, `a block within those of ${vpcId}: ${blocks.join(", ")}`);
  }
  for (const other of cloud.all(subnetType)) {
    if (other.urn === planned.urn || other.inputs.vpcId !== vpcId) continue;
    const taken = parseBlock(other.inputs.cidrBlock);
    if (taken && blocksOverlap(taken, block)) {
      report(
        "cidrBlock",
        cidrBlock,
        `a block that does not overlap ${urnName(other.urn)} (${other.inputs.cidrBlock})`,
      );
    }
  }
}

/** A subnet's IPv6 block is a /64 of its VPC's /56, which no other subnet has. */
function checkIpv6(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { ipv6CidrBlock, vpcId } = planned.inputs;
  if (typeof ipv6CidrBlock !== "string" || typeof vpcId !== "string") return;
  const vpcBlock = String(cloud.find(vpcId)?.outputs.ipv6CidrBlock ?? "");
  const stem = vpcBlock.replace(/[0-9a-f]{2}::\/56$/, "");
  if (vpcBlock === "" || !ipv6CidrBlock.startsWith(stem) || !ipv6CidrBlock.endsWith("::/64")) {
    report("ipv6CidrBlock", ipv6CidrBlock, `a /64 within ${vpcBlock || "the IPv6 block that the VPC lacks"}`);
  }
  const holder = cloud
    .all(subnetType)
    .find((other) => other.urn !== planned.urn && other.inputs.ipv6CidrBlock === ipv6CidrBlock);
  if (holder) report("ipv6CidrBlock", ipv6CidrBlock, `a block that ${urnName(holder.urn)} does not have`);
}

function checkReservation(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { cidrBlock, subnetId, reservationType: kind } = planned.inputs;
  if (kind !== undefined && kind !== "prefix" && kind !== "explicit") {
    report("reservationType", kind, "prefix or explicit");
  }
  if (cidrBlock === undefined || typeof subnetId !== "string") return;
  const block = parseBlock(cidrBlock);
  const subnet = cloud.find(subnetId)?.outputs.cidrBlock;
  const outer = parseBlock(subnet);
  if (!block || (outer && !blockContains(outer, block))) {
    report("cidrBlock", cidrBlock, `a block within ${subnet ?? "its subnet"}`);
    return;
  }
  // A prefix is a /28: a smaller reservation could never give one.
  if (kind === "prefix" && block.prefix > 28) report("cidrBlock", cidrBlock, "/28 or larger for prefixes");
  for (const other of cloud.all(reservationType)) {
    const taken = parseBlock(other.inputs.cidrBlock);
    if (
      other.urn !== planned.urn &&
      other.inputs.subnetId === subnetId &&
      taken &&
      blocksOverlap(taken, block)
    ) {
      report("cidrBlock", cidrBlock, `a block that does not overlap ${urnName(other.urn)}`);
    }
  }
}

/** Addresses: VPCs, their ranges, subnets and what is reserved in them. */
export const ec2: Models = {
  "aws:ec2/vpc:Vpc": {
    id: ec2Id("vpc"),
    arn: ec2Arn("vpc"),
    required: ["cidrBlock"],
    replaceOn: ["cidrBlock"],
    mayPreexist: true,
    check: checkVpc,
    heldBy: [
      subnetType,
      "aws:ec2/securityGroup:SecurityGroup",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    ],
    outputs: (planned) => ({
      defaultSecurityGroupId: `sg-${planned.hex(17)}`,
      defaultRouteTableId: `rtb-${planned.hex(17)}`,
      defaultNetworkAclId: `acl-${planned.hex(17)}`,
      mainRouteTableId: `rtb-${planned.hex(17)}`,
      ownerId: planned.account,
      ...(planned.inputs.assignGeneratedIpv6CidrBlock === true
        ? { ipv6CidrBlock: `2600:1f18:${planned.hex(4).replace(/^0+(?=.)/, "")}:1a00::/56` }
        : {}),
    }),
  },
  [associationType]: {
    id: ec2Id("vpc-cidr-assoc"),
    required: ["vpcId"],
    replaceOn: ["vpcId", "cidrBlock"],
    check: checkAssociation,
  },
  [subnetType]: {
    id: ec2Id("subnet"),
    arn: ec2Arn("subnet"),
    required: ["vpcId"],
    replaceOn: ["cidrBlock", "vpcId", "availabilityZone", "ipv6CidrBlock"],
    mayPreexist: true,
    check: checkSubnet,
    heldBy: [
      "aws:ec2/natGateway:NatGateway",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    ],
  },
  [reservationType]: {
    id: ec2Id("scr"),
    required: ["subnetId", "cidrBlock", "reservationType"],
    replaceOn: ["subnetId", "cidrBlock", "reservationType", "description"],
    check: checkReservation,
    outputs: (planned) => ({ ownerId: planned.account }),
  },
  "aws:ec2/tag:Tag": {
    id: (planned) => `${String(planned.inputs.resourceId)},${String(planned.inputs.key)}`,
    required: ["resourceId", "key", "value"],
    replaceOn: ["resourceId", "key"],
    check: ({ inputs: { key } }, _, report) => {
      if (typeof key === "string" && (key.length > 128 || key.startsWith("aws:"))) {
        report("key", key, "at most 128 characters, not starting with aws:");
      }
    },
  },
};
