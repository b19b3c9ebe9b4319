import { slotBits, subnetPrefix, tiers, zoneLetters } from "@aip/facts/network-layout.ts";
import { formatBlock, type Ipv4Block, subBlock } from "../ipv4.ts";
import { Problems } from "../problems.ts";
import { checkPodRanges, checkRoutedRanges, checkVpcRange, checkZoneNames } from "./address-rules.ts";

export interface AddressPlanArgs {
  /** IPv4 range of the VPC, /16 to /22. */
  readonly vpcCidr: string;
  /** Names of 2 to 6 availability zones of one region, such as `us-east-1a`. Their order does not matter. */
  readonly zones: readonly string[];
  /**
   * Secondary IPv4 ranges for pods, /16 to /19 within 100.64.0.0/10, at most four. An empty list: pods share the
   * private subnets. Default: 100.64.0.0/16.
   */
  readonly podCidrs?: readonly string[];
  /**
   * Addresses that each private subnet must have for nodes and endpoints; a range that is too small is refused.
   * Default: 1.
   */
  readonly privateAddressesPerZone?: number;
  /**
   * IPv4 ranges that the VPC's must not overlap because they will be routed to: peers, Transit Gateway, offices.
   * Default: none.
   */
  readonly routedCidrs?: readonly string[];
}

export interface PodSubnetPlan {
  readonly cidr: string;
  /** The part kept for whole /28 prefixes, so that single addresses cannot fragment it. */
  readonly prefixReservation: string;
}

export interface ZonePlan {
  readonly zone: string;
  /** 0 for zone a to 5 for zone f; IPv6 subnets are numbered by it. */
  readonly slot: number;
  readonly privateCidr: string;
  readonly publicCidr: string;
  readonly databaseCidr: string;
  /** A /28 for the interface of a Transit Gateway, used only where there is one. */
  readonly transitCidr: string;
  /** By pod range. */
  readonly pods: Readonly<Record<string, PodSubnetPlan>>;
}

export interface AddressPlan {
  readonly vpcCidr: string;
  readonly podCidrs: readonly string[];
  /** Sorted by zone name. */
  readonly zones: readonly ZonePlan[];
}

const defaultPodCidrs = ["100.64.0.0/16"];

/**
 * Deals out the addresses of a VPC. A subnet's place depends on the range and on the letter of its own zone alone:
 * adding, removing or reordering zones, and adding a pod range, never moves another subnet.
 *
 * @throws InvalidInput listing every problem; a range that is too small is answered with the smallest that fits.
 */
export function planAddresses(args: AddressPlanArgs): AddressPlan {
  const problems = new Problems("Address plan");
  const podCidrs = args.podCidrs ?? defaultPodCidrs;
  const vpc = checkVpcRange(args.vpcCidr, args.privateAddressesPerZone ?? 1, problems);
  const pods = checkPodRanges(podCidrs, problems);
  checkZoneNames("zones", args.zones, problems);
  const routed = (args.routedCidrs ?? []).map((cidr, index) => ({ path: ["routedCidrs", index], cidr }));
  checkRoutedRanges(vpc, routed, problems);
  problems.throwIfAny();
  if (!vpc) throw new Error("unreachable: a VPC range that cannot be read is a problem");
  return {
    vpcCidr: args.vpcCidr,
    podCidrs,
    zones: [...args.zones].sort().map((zone) => planZone(zone, vpc, pods)),
  };
}

function planZone(zone: string, vpc: Ipv4Block, pods: readonly Ipv4Block[]): ZonePlan {
  const slot = zoneLetters.indexOf(zone.slice(-1));
  const share = subBlock(vpc, vpc.prefix + slotBits, slot);
  const tier = (name: keyof typeof tiers) =>
    formatBlock(subBlock(share, share.prefix + tiers[name].bits, tiers[name].index));
  const smallest = subnetPrefix.smallest;
  return {
    zone,
    slot,
    privateCidr: tier("private"),
    publicCidr: tier("public"),
    databaseCidr: tier("database"),
    transitCidr: formatBlock(subBlock(share, smallest, 2 ** (smallest - share.prefix) - 1)),
    pods: Object.fromEntries(
      pods.map((range) => {
        const subnet = subBlock(range, range.prefix + slotBits, slot);
        return [
          formatBlock(range),
          {
            cidr: formatBlock(subnet),
            // The other half serves the primary address of each network interface, and prefixes while it can.
            prefixReservation: formatBlock(subBlock(subnet, subnet.prefix + 1, 1)),
          },
        ];
      }),
    ),
  };
}
