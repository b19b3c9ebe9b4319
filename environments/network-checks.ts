import { blockContains, blocksOverlap, type Ipv4Block, parseBlock } from "@aip/common/ipv4.ts";
import {
  podPrefix,
  podSpace,
  privateAddresses,
  smallestVpcPrefix,
  vpcPrefix,
} from "@aip/facts/network-layout.ts";
import { zonesOf } from "@aip/facts/zones.ts";
import type { Environment } from "./schema/index.ts";

type Expect = (path: string, expected: string, found: unknown, holds: boolean) => void;

/** What would leave a network too small, ambiguous, cut off, or weaker than production may be. */
export function networkChecks({ profile, access, region, network }: Environment): string[] {
  const problems: string[] = [];
  const expect: Expect = (path, expected, found, holds) => {
    if (!holds)
      problems.push(`platform:network.${path}: expected ${expected}, found ${JSON.stringify(found)}`);
  };
  const { existing, recovery, nat, dns } = network;
  if (!existing) checkRange("vpcCidr", network.vpcCidr, network.privateAddressesPerZone, expect);
  checkPods(network.podCidrs, expect);
  checkRoutes(network, expect);
  const zones = checkZones(region, network, expect);

  const endpoints = network.interfaceEndpoints.profile;
  expect(
    "interfaceEndpoints.profile",
    '"private" where nat is "none": nodes could not join the cluster',
    endpoints,
    nat !== "none" || endpoints === "private" || existing !== undefined,
  );
  if (recovery) {
    expect("recovery.region", `another region than ${region}`, recovery.region, recovery.region !== region);
    const offered = zonesOf(recovery.region).length;
    expect(
      "recovery.zones",
      `at most ${offered} in ${recovery.region}`,
      recovery.zones,
      recovery.zones <= offered,
    );
    checkRange("recovery.vpcCidr", recovery.vpcCidr, 1, expect);
  }
  expect(
    "dns.dnssec",
    "false where the layer makes no public zone",
    dns.dnssec,
    !dns.dnssec || (access === "gateway" && dns.publicZoneId === undefined),
  );
  const { firewall } = dns;
  if (firewall) {
    const { allowedOnly, allowedDomains, blockedDomains, managedListIds } = firewall;
    const decides = allowedOnly
      ? allowedDomains.length > 0
      : blockedDomains.length + Object.keys(managedListIds).length > 0;
    const needed = allowedOnly ? "allowedDomains" : "blockedDomains or managedListIds";
    expect("dns.firewall", `something in ${needed}`, firewall, decides);
  }
  if (profile !== "production") return problems;
  expect("zones", "at least 3 in production", zones, zones >= 3);
  expect("nat", '"perZone" in production', nat, nat === "perZone" || existing !== undefined);
  expect("dns.queryLogs", "true in production", dns.queryLogs, dns.queryLogs);
  const { retentionDays } = network.logs;
  expect("logs.retentionDays", "at least 90 days in production", retentionDays, retentionDays >= 90);
  return problems;
}

function checkRange(path: string, cidr: string, perZone: number, expect: Expect): void {
  const block = parseBlock(cidr);
  if (!block) {
    expect(path, "an IPv4 block with host bits of zero, such as 10.0.0.0/16", cidr, false);
    return;
  }
  const smallest = smallestVpcPrefix(perZone);
  if (smallest < vpcPrefix.largest) {
    const most = privateAddresses(vpcPrefix.largest);
    expect("privateAddressesPerZone", `at most ${most}, what a /${vpcPrefix.largest} gives`, perZone, false);
    return;
  }
  expect(
    path,
    `/${vpcPrefix.largest} to /${smallest}; the smallest that fits ${perZone} private addresses in each of 6 zones is /${smallest}`,
    cidr,
    block.prefix >= vpcPrefix.largest && block.prefix <= smallest,
  );
  const pods = parseBlock(podSpace);
  expect(path, `a range outside ${podSpace}, which pods use`, cidr, !pods || !blocksOverlap(block, pods));
}

function checkPods(cidrs: readonly string[], expect: Expect): void {
  const space = parseBlock(podSpace);
  const earlier: Ipv4Block[] = [];
  for (const [index, cidr] of cidrs.entries()) {
    const block = parseBlock(cidr);
    const fits =
      block !== undefined &&
      space !== undefined &&
      blockContains(space, block) &&
      block.prefix >= podPrefix.largest &&
      block.prefix <= podPrefix.smallest &&
      !earlier.some((other) => blocksOverlap(other, block));
    const allowed = `/${podPrefix.largest} to /${podPrefix.smallest} within ${podSpace}, overlapping no other`;
    expect(`podCidrs.${index}`, allowed, cidr, fits);
    if (block) earlier.push(block);
  }
}

/** Ranges that routes lead to must be no part of the VPC, nor of each other. */
function checkRoutes(network: Environment["network"], expect: Expect): void {
  const taken: { path: string; block: Ipv4Block }[] = [];
  const add = (path: string, cidr: string) => {
    const block = parseBlock(cidr);
    const other = block && taken.find((earlier) => blocksOverlap(earlier.block, block));
    const allowed = other
      ? `a block that does not overlap ${other.path}`
      : "an IPv4 block with host bits of zero";
    expect(path, allowed, cidr, block !== undefined && other === undefined);
    if (block) taken.push({ path, block });
  };
  const vpc = parseBlock(network.vpcCidr);
  if (vpc) taken.push({ path: "vpcCidr", block: vpc });
  for (const [name, { cidr }] of Object.entries(network.peerings)) add(`peerings.${name}.cidr`, cidr);
  for (const [index, cidr] of (network.transitGateway?.routedCidrs ?? []).entries()) {
    add(`transitGateway.routedCidrs.${index}`, cidr);
  }
  if (network.recovery && parseBlock(network.recovery.vpcCidr)) {
    add("recovery.vpcCidr", network.recovery.vpcCidr);
  }
}

/** @returns How many zones the network spans. */
function checkZones(region: string, network: Environment["network"], expect: Expect): number {
  const { existing, zoneNames, zones } = network;
  const named = existing ? Object.keys(existing.privateSubnetIds) : zoneNames;
  const path = existing ? "existing.privateSubnetIds" : "zoneNames";
  if (named) {
    for (const zone of named) expect(path, `zones of ${region}`, zone, zone.slice(0, -1) === region);
    expect(path, "each zone once", named, new Set(named).size === named.length);
    expect(path, "2 to 6 zones", named, named.length >= 2 && named.length <= 6);
    return named.length;
  }
  const offered = zonesOf(region);
  expect("zones", `at most ${offered.length}, those of ${region}`, zones, zones <= offered.length);
  return zones;
}
