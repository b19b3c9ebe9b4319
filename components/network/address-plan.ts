import {
  blockContains,
  blocksOverlap,
  formatBlock,
  type Ipv4Block,
  parseBlock,
  subBlock,
} from "@aip/common/ipv4.ts";
import {
  blocksPerVpc,
  podPrefix,
  podSpace,
  privateAddresses,
  slotBits,
  smallestVpcPrefix,
  subnetPrefix,
  tiers,
  vpcPrefix,
  zoneLetters,
} from "@aip/facts/network-layout.ts";
import { Problems } from "../core/problems.ts";

export interface AddressPlanArgs {
  /** IPv4 range of the VPC, /16 to /22. */
  readonly vpcCidr: string;
  /** Names of 2 to 6 availability zones of one region, such as `us-east-1a`. Their order does not matter. */
  readonly zones: readonly string[];
  /** Secondary ranges of the pods in 100.64.0.0/10, /16 to /19; none: pods share the private subnets. Default: 100.64.0.0/16. */
  readonly podCidrs?: readonly string[];
  /** Addresses each private subnet must have for nodes and endpoints. Default: 1. */
  readonly privateAddressesPerZone?: number;
  /** Ranges the VPC's must not overlap because they will be routed to: peers, Transit Gateway, offices. Default: none. */
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
 * @throws RunError listing every problem; a range that is too small is answered with the smallest that fits.
 */
export function planAddresses(args: AddressPlanArgs): AddressPlan {
  const problems = new Problems("Address plan");
  const podCidrs = args.podCidrs ?? defaultPodCidrs;
  const vpc = checkVpc(args, problems);
  const pods = checkPods(podCidrs, problems);
  checkZones(args.zones, problems);
  checkRouted(vpc, args.routedCidrs ?? [], problems);
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

function checkVpc(args: AddressPlanArgs, problems: Problems): Ipv4Block | undefined {
  const needed = args.privateAddressesPerZone ?? 1;
  const smallest = smallestVpcPrefix(needed);
  const vpc = parseBlock(args.vpcCidr);
  if (!vpc) {
    problems.add("vpcCidr", args.vpcCidr, "an IPv4 block such as 10.0.0.0/16, with host bits of zero");
  } else if (smallest < vpcPrefix.largest) {
    const most = privateAddresses(vpcPrefix.largest);
    problems.add(
      "privateAddressesPerZone",
      needed,
      `at most ${most}, what a /${vpcPrefix.largest} VPC gives`,
    );
  } else if (vpc.prefix > smallest || vpc.prefix < vpcPrefix.largest) {
    const fitting = `/${vpcPrefix.largest} to /${smallest}`;
    problems.add("vpcCidr", args.vpcCidr, `${fitting}; the smallest that fits is /${smallest}`);
  }
  const space = parseBlock(podSpace);
  if (vpc && space && blocksOverlap(vpc, space)) {
    problems.add("vpcCidr", args.vpcCidr, `a range outside ${podSpace}, which pods use`);
  }
  return vpc;
}

function checkPods(podCidrs: readonly string[], problems: Problems): Ipv4Block[] {
  const space = parseBlock(podSpace);
  const blocks: Ipv4Block[] = [];
  if (podCidrs.length > blocksPerVpc - 1) {
    problems.add("podCidrs", podCidrs.length, `at most ${blocksPerVpc - 1} ranges beside the VPC's own`);
  }
  for (const [index, cidr] of podCidrs.entries()) {
    const block = parseBlock(cidr);
    const path = `podCidrs[${index}]`;
    if (!block || !space || !blockContains(space, block)) {
      problems.add(path, cidr, `a block within ${podSpace}`);
      continue;
    }
    if (block.prefix < podPrefix.largest || block.prefix > podPrefix.smallest) {
      problems.add(path, cidr, `/${podPrefix.largest} to /${podPrefix.smallest}`);
    }
    const other = blocks.find((earlier) => blocksOverlap(earlier, block));
    if (other) problems.add(path, cidr, `a block that does not overlap ${formatBlock(other)}`);
    blocks.push(block);
  }
  return blocks;
}

function checkZones(zones: readonly string[], problems: Problems): void {
  if (zones.length < 2 || zones.length > zoneLetters.length) {
    problems.add("zones", zones.length, `2 to ${zoneLetters.length} zones`);
  }
  if (new Set(zones).size < zones.length) problems.add("zones", zones, "each zone once");
  if (new Set(zones.map((zone) => zone.slice(0, -1))).size > 1) {
    problems.add("zones", zones, "zones of one region");
  }
  for (const [index, zone] of zones.entries()) {
    if (!/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/.test(zone)) {
      problems.add(`zones[${index}]`, zone, `a region and a letter of ${zoneLetters}, such as us-east-1a`);
    }
  }
}

function checkRouted(vpc: Ipv4Block | undefined, cidrs: readonly string[], problems: Problems): void {
  for (const [index, cidr] of cidrs.entries()) {
    const block = parseBlock(cidr);
    const path = `routedCidrs[${index}]`;
    if (!block) problems.add(path, cidr, "an IPv4 block with host bits of zero");
    else if (vpc && blocksOverlap(vpc, block)) {
      problems.add(path, cidr, `a block that does not overlap the VPC's ${formatBlock(vpc)}`);
    }
  }
}
