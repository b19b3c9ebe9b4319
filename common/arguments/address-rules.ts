import { blocksPerVpc, podPrefix, podSpace, vpcPrefix, zoneLetters } from "@aip/facts/network-layout.ts";
import { blockFormat } from "../formats.ts";
import { blockContains, blocksOverlap, formatBlock, type Ipv4Block, parseBlock } from "../ipv4.ts";
import { privateAddresses, smallestVpcPrefix } from "../network-sizes.ts";
import type { Path, Problems } from "../problems.ts";

/**
 * The range of a VPC: large enough, and outside the space of the pods.
 *
 * @param perZone Addresses that each private subnet must have for nodes and endpoints.
 * @returns The range; `undefined` where it cannot be read.
 */
export function checkVpcRange(cidr: string, perZone: number, problems: Problems): Ipv4Block | undefined {
  const smallest = smallestVpcPrefix(perZone);
  const vpc = parseBlock(cidr);
  if (!vpc) {
    problems.add("vpcCidr", cidr, blockFormat.allowed);
  } else if (smallest < vpcPrefix.largest) {
    const most = privateAddresses(vpcPrefix.largest);
    problems.add(
      "privateAddressesPerZone",
      perZone,
      `at most ${most}, what a /${vpcPrefix.largest} VPC gives`,
    );
  } else if (vpc.prefix > smallest || vpc.prefix < vpcPrefix.largest) {
    const fitting = `/${vpcPrefix.largest} to /${smallest}`;
    problems.add("vpcCidr", cidr, `${fitting}; the smallest that fits is /${smallest}`);
  }
  const space = parseBlock(podSpace);
  if (vpc && space && blocksOverlap(vpc, space)) {
    problems.add("vpcCidr", cidr, `a range outside ${podSpace}, which pods use`);
  }
  return vpc;
}

/** The secondary ranges of the pods: within their space, of a fitting size, none twice. */
export function checkPodRanges(podCidrs: readonly string[], problems: Problems): Ipv4Block[] {
  const space = parseBlock(podSpace);
  const blocks: Ipv4Block[] = [];
  if (podCidrs.length > blocksPerVpc - 1) {
    problems.add("podCidrs", podCidrs.length, `at most ${blocksPerVpc - 1} ranges beside the VPC's own`);
  }
  for (const [index, cidr] of podCidrs.entries()) {
    const block = parseBlock(cidr);
    const path = ["podCidrs", index];
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

/**
 * The zones of a network.
 *
 * @param path Of the argument that names them.
 */
export function checkZoneNames(path: string, zones: readonly string[], problems: Problems): void {
  if (zones.length < 2 || zones.length > zoneLetters.length) {
    problems.add(path, zones.length, `2 to ${zoneLetters.length} zones`);
  }
  if (new Set(zones).size < zones.length) problems.add(path, zones, "each zone once");
  if (new Set(zones.map((zone) => zone.slice(0, -1))).size > 1) {
    problems.add(path, zones, "zones of one region");
  }
  for (const [index, zone] of zones.entries()) {
    if (!/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/.test(zone)) {
      problems.add([path, index], zone, `a region and a letter of ${zoneLetters}, such as us-east-1a`);
    }
  }
}

/** A range that routes lead to, and the path of the argument that names it. */
export interface RoutedRange {
  readonly path: Path;
  readonly cidr: string;
}

/** Ranges that routes lead to must be no part of the VPC, nor of each other. */
export function checkRoutedRanges(
  vpc: Ipv4Block | undefined,
  ranges: readonly RoutedRange[],
  problems: Problems,
): void {
  const taken: Ipv4Block[] = [];
  for (const { path, cidr } of ranges) {
    const block = parseBlock(cidr);
    if (!block) {
      problems.add(path, cidr, blockFormat.allowed);
      continue;
    }
    const other = taken.find((earlier) => blocksOverlap(earlier, block));
    if (vpc && blocksOverlap(vpc, block)) {
      problems.add(path, cidr, `a block that does not overlap the VPC's ${formatBlock(vpc)}`);
    } else if (other) {
      problems.add(
        path,
        cidr,
        `a block that does not overlap ${formatBlock(other)}, which is routed to already`,
      );
    }
    taken.push(block);
  }
}
