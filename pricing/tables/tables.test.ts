import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isOffered } from "@aip/facts/instance-offerings.ts";
import { instanceType } from "@aip/facts/instance-types.ts";
import { skip } from "../../tests/support/skip.ts";
import { ec2Price, elasticachePrice, opensearchPrice, rdsPrice } from "./nodes.ts";
import { type ServicePrice, servicePrice, transferPrices } from "./unit-prices.ts";

const folder = fileURLToPath(new URL("../../../shared/prices/", import.meta.url));

type Tables = Record<string, Record<string, unknown>>;

const read = (name: string): Tables => JSON.parse(readFileSync(`${folder}${name}`, "utf8")) as Tables;
const regionsOf = (tables: Tables): [string, Record<string, unknown>][] =>
  Object.entries(tables).filter(([key]) => !key.startsWith("_"));

/** Names of what is missing or more than 2 % away. */
const tooFar = (
  pairs: Iterable<readonly [name: string, found: number | undefined, expected: number]>,
): string[] =>
  [...pairs].flatMap(([name, found, expected]) =>
    found !== undefined && Math.abs(found / expected - 1) <= 0.02
      ? []
      : [`${name}: found ${found}, expected ${expected}`],
  );

describe("prices against their sources", () => {
  before(function () {
    if (!existsSync(folder)) skip(this, "prices are compared with nothing: ../shared/prices is not here");
  });

  it("EC2: every price of us-east-1 and GovCloud, and every derived and observed one", () => {
    const pairs: [string, number | undefined, number][] = [];
    for (const file of ["ec2-ondemand.json", "ec2-ondemand-regional-observed.json"]) {
      for (const [region, types] of regionsOf(read(file))) {
        for (const [type, usd] of Object.entries(types)) {
          pairs.push([`${region} ${type}`, ec2Price(region, type)?.usd, usd as number]);
        }
      }
    }
    for (const [region, types] of regionsOf(read("ec2-ondemand-regional-derived.json"))) {
      for (const [type, row] of Object.entries(types)) {
        const { usdPerHour } = row as { usdPerHour: number };
        pairs.push([`${region} ${type}`, ec2Price(region, type)?.usd, usdPerHour]);
      }
    }
    assert.ok(pairs.length > 8000, `only ${pairs.length} figures compared`);
    assert.deepEqual(tooFar(pairs), []);
  });

  it("ElastiCache and OpenSearch: the families in the tables, in every region", () => {
    const pairs: [string, number | undefined, number][] = [];
    for (const [region, nodes] of regionsOf(read("elasticache-nodes.json"))) {
      if (region === "us-west-2-lax-1") continue;
      for (const [node, row] of Object.entries(nodes)) {
        if (!/^cache\.(t3|t4g|m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\./.test(node)) continue;
        for (const [engine, usd] of Object.entries(row as Record<string, number>)) {
          const found = elasticachePrice(region, node, engine.toLowerCase())?.usd;
          pairs.push([`${region} ${node} ${engine}`, found, usd]);
        }
      }
    }
    for (const [region, types] of regionsOf(read("opensearch-instances.json"))) {
      for (const [type, usd] of Object.entries(types)) {
        if (!/^(t3|m6g|m7g|c6g|c7g|r6g|r7g|r7gd|m7i|r7i|i4i)\./.test(type)) continue;
        pairs.push([`${region} ${type}`, opensearchPrice(region, type)?.usd, usd as number]);
      }
    }
    assert.ok(pairs.length > 5000, `only ${pairs.length} figures compared`);
    assert.deepEqual(tooFar(pairs), []);
  });

  it("RDS: every class of the three engines", () => {
    const tables = read("rds-instances-us-east-1.json");
    const pairs = (
      [
        ["postgres", "postgres"],
        ["mysql", "mysqlMariadb"],
        ["aurora", "auroraStandard"],
      ] as const
    ).flatMap(([engine, key]) =>
      Object.entries(tables[key] ?? {}).map(
        ([type, row]) =>
          [
            `${engine} ${type}`,
            rdsPrice("us-east-1", type, engine)?.usd,
            (row as { usdPerHour: number }).usdPerHour,
          ] as const,
      ),
    );
    assert.ok(pairs.length > 70);
    assert.deepEqual(tooFar(pairs), []);
  });

  it("unit prices of services, those of third parties, and data transfer", () => {
    const official = read("service-unit-prices-us-east-1.json").prices as Record<string, { usd: number }>;
    const others = Object.entries(read("service-unit-prices-third-party.json")).filter(
      ([name]) => !name.startsWith("_") && !name.includes("@"),
    ) as unknown as [string, { usd: number }][];
    const pairs: [string, number | undefined, number][] = [...Object.entries(official), ...others].map(
      ([name, { usd }]) => [name, servicePrice("us-east-1", name as ServicePrice)?.usd, usd],
    );
    for (const [region, row] of regionsOf(read("data-transfer-egress-by-region.json"))) {
      const prices = transferPrices(region);
      const { internetFirst10TB, intraRegionEachDirection, toOtherRegions } = row as Record<string, number>;
      if (internetFirst10TB === undefined || toOtherRegions === undefined) continue;
      pairs.push([`${region} internet`, prices?.internet[0]?.figure.usd, internetFirst10TB]);
      pairs.push([`${region} regions`, prices?.toOtherRegions.usd, toOtherRegions]);
      if (intraRegionEachDirection !== undefined)
        pairs.push([`${region} zones`, prices?.betweenZones.usd, intraRegionEachDirection]);
    }
    assert.ok(pairs.length > 190, `only ${pairs.length} figures compared`);
    assert.deepEqual(tooFar(pairs), []);
  });

  it("instance types and the regions that offer them", () => {
    const types = read("instance-types.json").types as Record<string, { vcpu: number; memGiB: number }>;
    const wrong = Object.entries(types).filter(([name, { vcpu, memGiB }]) => {
      const type = instanceType(name);
      return type !== undefined && (type.vcpu !== vcpu || type.memoryGiB !== memGiB);
    });
    assert.deepEqual(wrong, []);
    const misplaced: string[] = [];
    for (const [region, offered] of regionsOf(read("ec2-type-offerings-by-region.json"))) {
      const names = new Set(offered as unknown as string[]);
      for (const name of Object.keys(types)) {
        if (instanceType(name) && isOffered(region, name) !== names.has(name))
          misplaced.push(`${region} ${name}`);
      }
    }
    assert.deepEqual(misplaced, []);
  });
});

describe("prices", () => {
  it("are unknown, never 0, where there is no figure", () => {
    assert.equal(ec2Price("us-east-1", "p5e.48xlarge"), undefined);
    assert.equal(ec2Price("eu-west-1", "m8i.large"), undefined);
    assert.equal(ec2Price("us-east-1", "constructor"), undefined);
    assert.equal(ec2Price("toString", "m7i.large"), undefined);
    assert.equal(rdsPrice("eu-west-1", "db.t4g.small", "postgres"), undefined);
    assert.equal(servicePrice("eu-west-1", "vpc.natGateway.hour"), undefined);
  });

  it("say where they come from", () => {
    const figure = servicePrice("us-east-1", "vpc.natGateway.hour");
    assert.equal(figure?.usd, 0.045);
    assert.match(figure?.source ?? "", /nat_gateway/);
    assert.match(figure?.date ?? "", /^\d{4}-\d\d-\d\d$/);
  });

  it("of PostgreSQL follow MySQL where there is no figure of its own, and say so by their grade", () => {
    assert.deepEqual(
      [rdsPrice("us-east-1", "db.t4g.small", "postgres")].map((figure) => [figure?.usd, figure?.grade]),
      [[0.032, "B"]],
    );
    assert.deepEqual(
      [rdsPrice("us-east-1", "db.m6g.large", "postgres")].map((figure) => [figure?.usd, figure?.grade]),
      [[0.1588, "C"]],
    );
  });
});
