import assert from "node:assert/strict";
import { readEnvironmentFile } from "./file.ts";
import type { Environment } from "./schema/index.ts";
import { crossProblems } from "./testing/cross-problems.ts";

const prod = readEnvironmentFile("prod").environment;

/** What the checks say about production with some of its network changed. */
const problemsOf = (network: Partial<Environment["network"]>, rest: Partial<Environment> = {}): string[] =>
  crossProblems({ ...prod, ...rest, network: { ...prod.network, ...network } });

const existing = {
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: {},
  privateSubnetIds: {},
  databaseSubnetIds: {},
  podSubnetIds: {},
  endpointAddresses: [],
  routeTableIds: [],
};

describe("network checks", () => {
  it("find nothing in production as it is", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  const refused: [string, Partial<Environment["network"]>, RegExp, Partial<Environment>?][] = [
    [
      "a range that is too small",
      { vpcCidr: "10.0.0.0/24" },
      /network\.vpcCidr: .*smallest that fits is \/22/,
    ],
    [
      "a range too small for the nodes that are asked for",
      { vpcCidr: "10.0.0.0/20", privateAddressesPerZone: 1000 },
      /vpcCidr: found "10.0.0.0\/20"; .*is \/18$/,
    ],
    ["more nodes than any range holds", { privateAddressesPerZone: 5000 }, /at most 4091/],
    ["host bits", { vpcCidr: "10.0.0.1/16" }, /host bits of zero/],
    ["a VPC among the pods' addresses", { vpcCidr: "100.64.0.0/16" }, /outside 100.64.0.0\/10/],
    ["pods outside their space", { podCidrs: ["10.1.0.0/16"] }, /podCidrs\[0\]: /],
    [
      "pod ranges that overlap",
      { podCidrs: ["100.64.0.0/16", "100.64.128.0/17"] },
      /podCidrs\[1\]: .*does not overlap/,
    ],
    [
      "zones of another region",
      { zoneNames: ["us-east-1a", "us-east-1b", "us-west-2c"] },
      /zones of us-east-1/,
    ],
    [
      "more zones than the region has",
      { zones: 4 },
      /at most 3, those of eu-west-1/,
      { region: "eu-west-1" },
    ],
    [
      "no NAT and no endpoints",
      { nat: "none" },
      /interfaceEndpoints\.profile: found "sensitive"; allowed: "private"/,
    ],
    [
      "a peer with the addresses of the VPC",
      { peerings: { office: { vpcId: existing.vpcId, cidr: "10.30.4.0/24" } } },
      /peerings\.office\.cidr: .*does not overlap the VPC's/,
    ],
    [
      "a gateway's range that a peer has",
      {
        peerings: { office: { vpcId: existing.vpcId, cidr: "10.40.0.0/16" } },
        transitGateway: { id: "tgw-0123456789abcdef0", routedCidrs: ["10.0.0.0/8"] },
      },
      /transitGateway\.routedCidrs\[0\]: .*does not overlap/,
    ],
    [
      "recovery in the same region",
      { recovery: { region: "us-east-1", vpcCidr: "10.31.0.0/16", zones: 3, nat: "none" } },
      /recovery\.region: .*another region/,
    ],
    [
      "signing a zone of somebody else",
      { dns: { ...prod.network.dns, dnssec: true, publicZoneId: "Z1" } },
      /dnssec/,
    ],
    ["one NAT gateway in production", { nat: "single" }, /nat: .*"perZone" in production/],
    ["two zones in production", { zones: 2 }, /zones: found 2; allowed: at least 3 in production/],
    [
      "logs of a month in production",
      { logs: { ...prod.network.logs, retentionDays: 30 } },
      /at least 90 days/,
    ],
    [
      "an adopted VPC whose tiers are in different zones",
      {
        existing: {
          ...existing,
          privateSubnetIds: { "us-east-1a": "subnet-1", "us-east-1b": "subnet-2", "us-east-1c": "subnet-3" },
          databaseSubnetIds: { "us-east-1a": "subnet-4" },
        },
      },
      /existing\.databaseSubnetIds: .*the zones of privateSubnetIds/,
    ],
    [
      "a firewall that blocks nothing",
      {
        dns: {
          ...prod.network.dns,
          firewall: {
            allowedDomains: [],
            blockedDomains: [],
            managedListIds: {},
            allowedOnly: false,
            alertOnly: false,
          },
        },
      },
      /dns\.firewall\.blockedDomains: .*at least one domain/,
    ],
    [
      "an adopted VPC with no subnets",
      { existing },
      /existing\.privateSubnetIds: found 0; allowed: 2 to 6 zones/,
    ],
  ];
  for (const [what, network, expected, rest] of refused) {
    it(`refuse ${what}`, () => {
      const problems = problemsOf(network, rest);
      assert.ok(
        problems.some((problem) => expected.test(problem)),
        problems.join("\n") || "no problem was found",
      );
    });
  }
});
