import assert from "node:assert/strict";
import { NodeTable, type NodeTableData } from "../tables/node-table.ts";
import { type PriceList, products, readProduct } from "./products.ts";
import { machinePrices, machineQueries, refreshUnitPrices, withMachinePrices } from "./tables.ts";

/** An entry as the API sends it: JSON in a text. */
const entry = (attributes: Record<string, string>, ...tiers: [from: string, usd: string][]): string =>
  JSON.stringify({
    product: { attributes },
    terms: {
      OnDemand: {
        "A.B": {
          priceDimensions: Object.fromEntries(
            tiers.map(([beginRange, USD], index) => [
              `A.B.${index}`,
              { beginRange, unit: "Hrs", pricePerUnit: { USD } },
            ]),
          ),
        },
      },
    },
  });

/** A list of pages, and what was asked of it. */
function fake(pages: Record<string, string[][]>) {
  const asked: { service: string; filters: Record<string, string> }[] = [];
  const list: PriceList = {
    async getProducts({ ServiceCode, Filters, NextToken }) {
      const filters = Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
      asked.push({ service: ServiceCode, filters });
      const page = Number(NextToken ?? 0);
      const all = pages[ServiceCode] ?? [];
      const next = page + 1 < all.length ? { NextToken: String(page + 1) } : {};
      return { PriceList: all[page] ?? [], ...next };
    },
  };
  return { list, asked };
}

describe("refreshing prices", () => {
  it("takes the first tier that costs something, and nothing where there is no price on demand", () => {
    assert.equal(readProduct(entry({}, ["51200", "0.022"], ["0", "0.023"]))?.usd, 0.023);
    assert.equal(readProduct(entry({}, ["0", "0.0000000000"], ["1000000", "0.0000002"]))?.usd, 0.0000002);
    assert.equal(readProduct(entry({}, ["0", "0"])), undefined);
    assert.equal(readProduct("{}"), undefined);
  });

  it("reads all pages, with the filters of the query and the region", async () => {
    const { list, asked } = fake({
      AmazonEC2: [
        [entry({ instanceType: "m7i.large" }, ["0", "0.11"])],
        [
          entry({ instanceType: "m7i.large" }, ["0", "0.10"]),
          entry({ instanceType: "g6.xlarge" }, ["0", "0.8"]),
        ],
      ],
    });
    const prices = await machinePrices(list, "eu-west-1", machineQueries["ec2.json"]);
    assert.deepEqual(
      [...prices],
      [
        ["m7i.large", 0.1],
        ["g6.xlarge", 0.8],
      ],
    );
    assert.equal(asked.length, 2);
    assert.equal(asked[0]?.filters.regionCode, "eu-west-1");
    assert.equal(asked[0]?.filters.operatingSystem, "Linux");
    assert.equal((await products(list, "nothing", {})).length, 0);
  });

  it("puts exact figures in the place of ratios, with their own day, and leaves other regions alone", () => {
    const before: NodeTableData = {
      source: "old",
      date: "2026-01-01",
      unit: "hour",
      grade: "A",
      base: { m7i: "large 0.1 xlarge 0.2" },
      regions: {
        "eu-west-1": { ratios: { C: "m7i 1.1" }, exact: {} },
        "eu-west-2": { ratios: { C: "m7i 1.2" }, exact: {} },
      },
    };
    const after = new NodeTable(
      withMachinePrices(before, "eu-west-1", new Map([["m7i.large", 0.123]]), "2026-11-21"),
    );
    const figure = after.price("eu-west-1", "m7i.large");
    assert.deepEqual([figure?.usd, figure?.grade, figure?.date], [0.123, "A", "2026-11-21"]);
    assert.equal(after.price("eu-west-1", "m7i.xlarge"), undefined);
    assert.equal(after.price("eu-west-2", "m7i.large")?.usd, 0.12);
    const base = new NodeTable(
      withMachinePrices(before, "us-east-1", new Map([["m7i.large", 0.3]]), "2026-11-21"),
    );
    assert.equal(base.price("us-east-1", "m7i.large")?.usd, 0.3);
    assert.deepEqual(withMachinePrices(before, "us-east-1", new Map(), "2026-11-21"), before);
  });

  it("finds unit prices whatever the region's prefix, keeps what it does not find, and says both", async () => {
    const { list } = fake({
      AmazonEC2: [[entry({ usagetype: "EUW1-NatGateway-Hours" }, ["0", "0.048"])]],
      AmazonS3: [[entry({ usagetype: "EUW1-Requests-Tier1" }, ["0", "0.000005"])]],
    });
    const old = { usd: 1, unit: "key-month", date: "2024-07-01", grade: "A-", source: "old" };
    const result = await refreshUnitPrices(
      list,
      "eu-west-1",
      { "kms.cmk.month": old },
      { "vpc.natGateway.hour": "hour" },
      "2026-11-21",
    );
    assert.deepEqual(result.rows["vpc.natGateway.hour"], {
      usd: 0.048,
      unit: "hour",
      date: "2026-11-21",
      grade: "A",
      source: "AWS Price List API",
    });
    assert.equal(result.rows["s3.standard.put.1k"]?.usd, 0.005);
    assert.deepEqual(result.rows["kms.cmk.month"], old);
    assert.ok(result.missing.includes("kms.cmk.month"));
    assert.deepEqual(
      result.changed.map(({ name }) => name),
      ["s3.standard.put.1k", "vpc.natGateway.hour"],
    );
  });
});
