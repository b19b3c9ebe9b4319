import { contains, overlaps, parseBlock } from "../core/cidr.ts";
import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report } from "../core/model.ts";

const id = (prefix: string) => (draft: Draft) => `${prefix}-${draft.hex(17)}`;
const arn = (path: string) => (draft: Draft) =>
  `arn:aws:ec2:${draft.region}:${draft.account}:${path}/${draft.id}`;

function checkVpc(draft: Draft, _cloud: CloudView, report: Report): void {
  const cidr = draft.inputs.cidrBlock;
  if (cidr === undefined) return;
  const block = parseBlock(cidr);
  if (!block || block.prefix < 16 || block.prefix > 28) {
    report("cidrBlock", cidr, "an IPv4 CIDR block from /16 to /28 with no host bits set");
  }
}

function checkSubnet(draft: Draft, cloud: CloudView, report: Report): void {
  const cidr = draft.inputs.cidrBlock;
  const vpcId = draft.inputs.vpcId;
  if (cidr === undefined || typeof vpcId !== "string") return;
  const block = parseBlock(cidr);
  if (!block || block.prefix < 16 || block.prefix > 28) {
    report("cidrBlock", cidr, "an IPv4 CIDR block from /16 to /28 with no host bits set");
    return;
  }
  const blocks = [
    cloud.find(vpcId)?.inputs.cidrBlock,
    ...cloud
      .all("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
      .filter((association) => association.inputs.vpcId === vpcId)
      .map((association) => association.inputs.cidrBlock),
  ];
  const inside = blocks.map(parseBlock).some((outer) => outer !== undefined && contains(outer, block));
  if (!inside) report("cidrBlock", cidr, `a block within those of ${vpcId}: ${blocks.join(", ")}`);
  for (const other of cloud.all("aws:ec2/subnet:Subnet")) {
    if (other.urn === draft.urn || other.inputs.vpcId !== vpcId) continue;
    const taken = parseBlock(other.inputs.cidrBlock);
    if (taken && overlaps(taken, block)) {
      report(
        "cidrBlock",
        cidr,
        `a block that does not overlap ${other.urn.split("::").at(-1)} (${other.inputs.cidrBlock})`,
      );
    }
  }
}

export const ec2: Models = {
  "aws:ec2/vpc:Vpc": {
    id: id("vpc"),
    arn: arn("vpc"),
    required: ["cidrBlock"],
    replaceOn: ["cidrBlock"],
    check: checkVpc,
    outputs: (draft) => ({
      defaultSecurityGroupId: `sg-${draft.hex(17)}`,
      defaultRouteTableId: `rtb-${draft.hex(17)}`,
      defaultNetworkAclId: `acl-${draft.hex(17)}`,
      mainRouteTableId: `rtb-${draft.hex(17)}`,
      ownerId: draft.account,
    }),
  },
  "aws:ec2/subnet:Subnet": {
    id: id("subnet"),
    arn: arn("subnet"),
    required: ["vpcId"],
    replaceOn: ["cidrBlock", "vpcId", "availabilityZone"],
    check: checkSubnet,
  },
};
