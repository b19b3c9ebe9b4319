import {
  checkPodRanges,
  checkRoutedRanges,
  checkVpcRange,
  checkZoneNames,
  type RoutedRange,
} from "@aip/common/arguments/address-rules.ts";
import { checkAdoptedSubnets } from "@aip/common/arguments/adopted-subnets.ts";
import { checkDnsFirewall } from "@aip/common/arguments/dns-firewall.ts";
import { parseBlock } from "@aip/common/ipv4.ts";
import { zonesOf } from "@aip/facts/zones.ts";
import { networkZones } from "./network-zones.ts";
import { inProduction, type Rule } from "./rule.ts";

const vpcRange: Rule = ({ network }, problems) => {
  if (network.existing) return;
  checkVpcRange(network.vpcCidr, network.privateAddressesPerZone, problems.at("network"));
};

const podRanges: Rule = ({ network }, problems) => {
  checkPodRanges(network.podCidrs, problems.at("network"));
};

const routes: Rule = ({ network }, problems) => {
  const ranges: RoutedRange[] = [
    ...Object.entries(network.peerings).map(([name, { cidr }]) => ({
      path: ["peerings", name, "cidr"],
      cidr,
    })),
    ...(network.transitGateway?.routedCidrs ?? []).map((cidr, index) => ({
      path: ["transitGateway", "routedCidrs", index],
      cidr,
    })),
    ...(network.recovery ? [{ path: ["recovery", "vpcCidr"], cidr: network.recovery.vpcCidr }] : []),
  ];
  checkRoutedRanges(parseBlock(network.vpcCidr), ranges, problems.at("network"));
};

const zones: Rule = ({ region, network }, problems) => {
  const { existing, zoneNames } = network;
  if (existing || zoneNames) {
    const path = existing ? "existing.privateSubnetIds" : "zoneNames";
    const named = networkZones({ region, network });
    checkZoneNames(path, named, problems.at("network"));
    for (const zone of named) {
      if (zone.slice(0, -1) !== region) problems.at("network").add(path, zone, `zones of ${region}`);
    }
    return;
  }
  const offered = zonesOf(region).length;
  if (network.zones > offered) {
    problems.add("network.zones", network.zones, `at most ${offered}, those of ${region}`);
  }
};

const adopted: Rule = ({ network }, problems) => {
  if (network.existing) checkAdoptedSubnets(network.existing, problems.at("network.existing"));
};

const endpoints: Rule = ({ network }, problems) => {
  const { profile } = network.interfaceEndpoints;
  if (network.nat !== "none" || profile === "private" || network.existing) return;
  problems.add(
    "network.interfaceEndpoints.profile",
    profile,
    '"private" where nat is "none": nodes could not join the cluster',
  );
};

const recovery: Rule = ({ region, network }, problems) => {
  const other = network.recovery;
  if (!other) return;
  const at = problems.at("network.recovery");
  if (other.region === region) at.add("region", other.region, `another region than ${region}`);
  const offered = zonesOf(other.region).length;
  if (other.zones > offered) at.add("zones", other.zones, `at most ${offered} in ${other.region}`);
  checkVpcRange(other.vpcCidr, 1, at);
};

const signing: Rule = ({ access, network: { dns } }, problems) => {
  if (!dns.dnssec || (access === "gateway" && dns.publicZoneId === undefined)) return;
  problems.add("network.dns.dnssec", true, "false where the layer makes no public zone");
};

const firewall: Rule = ({ network }, problems) => {
  if (network.dns.firewall) checkDnsFirewall(network.dns.firewall, problems.at("network.dns.firewall"));
};

/** What would leave a network too small, ambiguous, cut off, or weaker than production may be. */
export const networkRules: readonly Rule[] = [
  vpcRange,
  podRanges,
  routes,
  zones,
  adopted,
  endpoints,
  recovery,
  signing,
  firewall,
  inProduction(
    "network.zones",
    "at least 3",
    (environment) => networkZones(environment).length,
    (count) => count >= 3,
  ),
  inProduction(
    "network.nat",
    '"perZone"',
    ({ network }) => network.nat,
    (nat, { network }) => nat === "perZone" || network.existing !== undefined,
  ),
  inProduction(
    "network.dns.queryLogs",
    "true",
    ({ network }) => network.dns.queryLogs,
    (on) => on,
  ),
  inProduction(
    "network.logs.retentionDays",
    "at least 90 days",
    ({ network }) => network.logs.retentionDays,
    (days) => days >= 90,
  ),
];
