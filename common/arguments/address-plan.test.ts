import assert from "node:assert/strict";
import { zoneLetters } from "@aip/facts/network-layout.ts";
import fc from "fast-check";
import { blockContains, blocksOverlap, formatBlock, type Ipv4Block, parseBlock } from "../ipv4.ts";
import { smallestVpcPrefix } from "../network-sizes.ts";
import { type AddressPlan, type AddressPlanArgs, planAddresses, type ZonePlan } from "./address-plan.ts";

const block = (cidr: string): Ipv4Block => {
  const parsed = parseBlock(cidr);
  assert.ok(parsed, cidr);
  return parsed;
};

/** Any range of /16 to /22 in 10.0.0.0/8. */
const vpcCidrs = fc
  .integer({ min: 16, max: 22 })
  .chain((prefix) =>
    fc
      .integer({ min: 0, max: 2 ** (prefix - 8) - 1 })
      .map((index) => formatBlock({ first: 10 * 2 ** 24 + index * 2 ** (32 - prefix), prefix })),
  );
const zoneSets = fc
  .shuffledSubarray([...zoneLetters], { minLength: 2, maxLength: 6 })
  .map((letters) => letters.map((letter) => `us-east-1${letter}`));
/** One to four ranges that cannot overlap, each in a /16 of its own. */
const podRanges = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 64, max: 127 }), fc.integer({ min: 16, max: 19 })), {
    maxLength: 4,
    selector: ([second]) => second,
  })
  .map((ranges) => ranges.map(([second, prefix]) => `100.${second}.0.0/${prefix}`));
const plans = fc.record({ vpcCidr: vpcCidrs, zones: zoneSets, podCidrs: podRanges });

const inVpc = (zone: ZonePlan): string[] => [
  zone.privateCidr,
  zone.publicCidr,
  zone.databaseCidr,
  zone.transitCidr,
];
const inPods = (zone: ZonePlan): string[] => Object.values(zone.pods).map(({ cidr }) => cidr);
const subnets = (plan: AddressPlan): string[] =>
  plan.zones.flatMap((zone) => [...inVpc(zone), ...inPods(zone)]);
const message = (args: AddressPlanArgs): string => {
  try {
    planAddresses(args);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

describe("an address plan", () => {
  it("gives every subnet a legal block inside the VPC or its pod range, and none overlaps", () => {
    fc.assert(
      fc.property(plans, (args) => {
        const plan = planAddresses(args);
        assert.equal(plan.zones.length, args.zones.length);
        const blocks = subnets(plan).map(block);
        for (const { prefix } of blocks) assert.ok(prefix >= 16 && prefix <= 28);
        for (const [index, one] of blocks.entries()) {
          for (const other of blocks.slice(index + 1)) assert.ok(!blocksOverlap(one, other));
        }
        for (const zone of plan.zones) {
          for (const cidr of inVpc(zone)) assert.ok(blockContains(block(args.vpcCidr), block(cidr)), cidr);
          for (const [range, { cidr }] of Object.entries(zone.pods)) {
            assert.ok(blockContains(block(range), block(cidr)));
          }
        }
      }),
    );
  });

  it("keeps half of each pod subnet for prefixes", () => {
    fc.assert(
      fc.property(plans, (args) => {
        for (const { pods } of planAddresses(args).zones) {
          for (const { cidr, prefixReservation } of Object.values(pods)) {
            assert.ok(blockContains(block(cidr), block(prefixReservation)));
            assert.equal(block(prefixReservation).prefix, block(cidr).prefix + 1);
          }
        }
      }),
    );
  });

  it("never moves a subnet when zones or pod ranges are added, removed or reordered", () => {
    fc.assert(
      fc.property(plans, zoneSets, podRanges, (args, otherZones, otherPods) => {
        const before = planAddresses(args);
        // Ranges that both have, with others beside them.
        const podCidrs = [...new Set([...args.podCidrs, ...otherPods])].slice(0, 4);
        fc.pre(new Set(podCidrs.map((range) => range.split(".")[1])).size === podCidrs.length);
        const after = planAddresses({ ...args, zones: otherZones, podCidrs });
        for (const zone of before.zones) {
          const same = after.zones.find(({ zone: name }) => name === zone.zone);
          if (!same) continue;
          assert.deepEqual(inVpc(same), inVpc(zone));
          for (const [range, pods] of Object.entries(zone.pods)) assert.deepEqual(same.pods[range], pods);
        }
      }),
    );
  });

  it("holds as many private addresses as it was asked for, or names the smallest range that does", () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 1, max: 4091 }), (args, wanted) => {
        const smallest = smallestVpcPrefix(wanted);
        const found = message({ ...args, privateAddressesPerZone: wanted });
        if (block(args.vpcCidr).prefix > smallest) {
          assert.match(found, new RegExp(`vpcCidr: .*the smallest that fits is /${smallest}$`, "m"));
          return;
        }
        assert.equal(found, "");
        for (const { privateCidr } of planAddresses(args).zones) {
          assert.ok(2 ** (32 - block(privateCidr).prefix) - 5 >= wanted);
        }
      }),
    );
  });

  it("of 10.0.0.0/16 is the one that accounts have already", () => {
    // A change here moves subnets of networks that exist, and replaces everything in them.
    const [first, second] = planAddresses({
      vpcCidr: "10.0.0.0/16",
      zones: ["us-east-1a", "us-east-1c"],
    }).zones;
    assert.deepEqual(first, {
      zone: "us-east-1a",
      slot: 0,
      privateCidr: "10.0.0.0/20",
      publicCidr: "10.0.16.0/21",
      databaseCidr: "10.0.24.0/22",
      transitCidr: "10.0.31.240/28",
      pods: { "100.64.0.0/16": { cidr: "100.64.0.0/19", prefixReservation: "100.64.16.0/20" } },
    });
    assert.equal(second?.privateCidr, "10.0.64.0/20");
  });

  const refused: [string, Partial<AddressPlanArgs>, RegExp][] = [
    [
      "a range below /22",
      { vpcCidr: "10.0.0.0/23" },
      /found "10.0.0.0\/23"; allowed: \/16 to \/22; .* is \/22/,
    ],
    ["a range above /16", { vpcCidr: "10.0.0.0/15" }, /allowed: \/16 to \/22/],
    ["host bits", { vpcCidr: "10.0.0.1/16" }, /host bits of zero/],
    ["one zone", { zones: ["us-east-1a"] }, /zones: found 1; allowed: 2 to 6/],
    ["a zone twice", { zones: ["us-east-1a", "us-east-1a"] }, /each zone once/],
    ["zones of two regions", { zones: ["us-east-1a", "us-west-2b"] }, /zones of one region/],
    ["a letter beyond f", { zones: ["us-east-1a", "us-east-1g"] }, /zones\[1\]: found "us-east-1g"/],
    ["a VPC where pods are", { vpcCidr: "100.64.0.0/16" }, /outside 100.64.0.0\/10/],
    ["pods elsewhere", { podCidrs: ["10.9.0.0/16"] }, /podCidrs\[0\]: .*within 100.64.0.0\/10/],
    ["pods in too small a range", { podCidrs: ["100.64.0.0/20"] }, /\/16 to \/19/],
    ["overlapping pods", { podCidrs: ["100.64.0.0/16", "100.64.0.0/17"] }, /does not overlap 100.64.0.0\/16/],
    [
      "a route into the VPC",
      { routedCidrs: ["10.0.128.0/24"] },
      /routedCidrs\[0\]: .*does not overlap the VPC's/,
    ],
    [
      "two routes to one range",
      { routedCidrs: ["192.168.0.0/16", "192.168.7.0/24"] },
      /routedCidrs\[1\]: .*does not overlap 192.168.0.0\/16, which is routed to already/,
    ],
  ];
  for (const [what, change, expected] of refused) {
    it(`refuses ${what}`, () => {
      assert.match(
        message({ vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"], ...change }),
        expected,
      );
    });
  }

  it("reports all problems at once", () => {
    const found = message({ vpcCidr: "10.0.0.0/28", zones: ["us-east-1a"], podCidrs: ["10.0.0.0/16"] });
    assert.equal(found.split("\n").length, 4);
  });
});
