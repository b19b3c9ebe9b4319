import type { AddressPlan, ZonePlan } from "@aip/common/arguments/address-plan.ts";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ipv6Subnet } from "./ipv6.ts";

/** Subnets of one purpose by zone name. */
export type SubnetsByZone = Readonly<Record<string, aws.ec2.Subnet>>;

export interface SubnetsArgs {
  readonly plan: AddressPlan;
  readonly vpc: aws.ec2.Vpc;
  readonly ipv6: boolean;
  readonly discovery: string;
  /** Whether each zone gets the /28 for a Transit Gateway. */
  readonly transit: boolean;
}

export interface Subnets {
  readonly public: SubnetsByZone;
  readonly private: SubnetsByZone;
  readonly database: SubnetsByZone;
  readonly transit: SubnetsByZone;
  /** By pod range. */
  readonly pods: Readonly<Record<string, SubnetsByZone>>;
}

/**
 * What finds subnets by tag: the AWS Load Balancer Controller, Karpenter and the VPC CNI
 * (https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html).
 */
export const tierTags = (discovery: string) => ({
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1", "karpenter.sh/discovery": discovery },
  pods: { "kubernetes.io/role/cni": "1" },
  database: {},
  transit: {},
});

type Tier = keyof ReturnType<typeof tierTags>;

/** IPv6 subnets of a tier are next to each other, eight for its zones. Pod subnets are what IPv4 lacks room for: they have none. */
const ipv6Tier: Readonly<Partial<Record<Tier, number>>> = { private: 0, public: 1, database: 2, transit: 3 };

/** A range as part of a logical name; by its addresses, because its place in a list may change. */
export const podRole = (range: string): string => `pods-${range.replaceAll(/[./]/g, "-")}`;

/** The subnets of a VPC. No subnet gives public addresses to what starts in it. */
export function createSubnets(name: string, args: SubnetsArgs, parent: pulumi.Resource): Subnets {
  const { plan, vpc } = args;
  const tags = tierTags(args.discovery);

  const subnet = (
    tier: Tier,
    role: string,
    zone: ZonePlan,
    cidrBlock: string,
    vpcId: pulumi.Input<string> = vpc.id,
  ): aws.ec2.Subnet => {
    const ipv6Group = args.ipv6 ? ipv6Tier[tier] : undefined;
    return new aws.ec2.Subnet(
      `${name}-${role}-${zone.zone}`,
      {
        vpcId,
        availabilityZone: zone.zone,
        cidrBlock,
        mapPublicIpOnLaunch: false,
        ...(ipv6Group === undefined
          ? {}
          : {
              ipv6CidrBlock: ipv6Subnet(vpc.ipv6CidrBlock, ipv6Group * 8 + zone.slot),
              assignIpv6AddressOnCreation: true,
            }),
        tags: { Name: `${name}-${role}-${zone.zone}`, Tier: tier, ...tags[tier] },
      },
      { parent },
    );
  };

  const byZone = (create: (zone: ZonePlan) => aws.ec2.Subnet): SubnetsByZone =>
    Object.fromEntries(plan.zones.map((zone) => [zone.zone, create(zone)]));

  const podRange = (range: string): SubnetsByZone => {
    const role = podRole(range);
    const association = new aws.ec2.VpcIpv4CidrBlockAssociation(
      `${name}-${role}-range`,
      { vpcId: vpc.id, cidrBlock: range },
      { parent },
    );
    return byZone((zone) => {
      const planned = zone.pods[range];
      if (!planned) throw new Error(`unreachable: ${range} is not planned in ${zone.zone}`);
      // Through the association, so that the subnet waits until the VPC has the range.
      const created = subnet("pods", role, zone, planned.cidr, association.vpcId);
      new aws.ec2.SubnetCidrReservation(
        `${name}-${role}-prefixes-${zone.zone}`,
        {
          subnetId: created.id,
          cidrBlock: planned.prefixReservation,
          reservationType: "prefix",
          description: "Whole /28 prefixes for pods: single addresses cannot fragment it",
        },
        { parent },
      );
      return created;
    });
  };

  return {
    public: byZone((zone) => subnet("public", "public", zone, zone.publicCidr)),
    private: byZone((zone) => subnet("private", "private", zone, zone.privateCidr)),
    database: byZone((zone) => subnet("database", "database", zone, zone.databaseCidr)),
    transit: args.transit ? byZone((zone) => subnet("transit", "transit", zone, zone.transitCidr)) : {},
    pods: Object.fromEntries(plan.podCidrs.map((range) => [range, podRange(range)])),
  };
}
