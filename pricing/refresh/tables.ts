import { baseRegion, type NodeTableData } from "../tables/node-table.ts";
import { type PriceList, type Product, products } from "./products.ts";
import { type UnitPrice, unitPrices } from "./unit-price-queries.ts";

const apiSource = "AWS Price List API";

/** What changed in a table: figures by name, old and new; and the names for which the API had nothing. */
export interface Changes {
  readonly changed: readonly {
    readonly name: string;
    readonly from: number | undefined;
    readonly to: number;
  }[];
  readonly missing: readonly string[];
}

/** How the machines of a service are found, and by which attribute they are named. */
export interface MachineQuery {
  readonly service: string;
  readonly filters: Readonly<Record<string, string>>;
  /** The name in our table, from that of the API. */
  readonly name: (instanceType: string) => string;
}

export const machineQueries = {
  "ec2.json": {
    service: "AmazonEC2",
    filters: {
      operatingSystem: "Linux",
      tenancy: "Shared",
      preInstalledSw: "NA",
      capacitystatus: "Used",
      marketoption: "OnDemand",
    },
    name: (type) => type,
  },
  "elasticache.json": {
    service: "AmazonElastiCache",
    filters: { cacheEngine: "Redis" },
    name: (type) => type.replace(/^cache\./, ""),
  },
  "opensearch.json": {
    service: "AmazonES",
    filters: { productFamily: "Amazon OpenSearch Service Instance" },
    name: (type) => type.replace(/\.search$/, ""),
  },
} as const satisfies Record<string, MachineQuery>;

/** Prices of machines by name. Where a name occurs twice the lower price is the plain one, without added software. */
export async function machinePrices(
  list: PriceList,
  region: string,
  { service, filters, name }: MachineQuery,
): Promise<Map<string, number>> {
  const prices = new Map<string, number>();
  for (const { attributes, usd } of await products(list, service, { ...filters, regionCode: region })) {
    if (attributes.instanceType === undefined) continue;
    const type = name(attributes.instanceType);
    prices.set(type, Math.min(usd, prices.get(type) ?? Number.POSITIVE_INFINITY));
  }
  return prices;
}

/** The table with the prices of a region put in: exact ones in the place of ratios, dated by the day. */
export function withMachinePrices(
  table: NodeTableData,
  region: string,
  prices: ReadonlyMap<string, number>,
  today: string,
): NodeTableData {
  if (prices.size === 0) return table;
  const sorted = [...prices].sort(([a], [b]) => (a < b ? -1 : 1));
  if (region !== baseRegion) {
    const exact = sorted.map(([type, usd]) => `${type} ${usd}`).join(" ");
    const entry = { source: apiSource, date: today, ratios: {}, exact: { A: exact } };
    return { ...table, regions: { ...table.regions, [region]: entry } };
  }
  const families = new Map<string, string[]>();
  for (const [type, usd] of sorted) {
    const dot = type.indexOf(".");
    const family = type.slice(0, dot);
    families.set(family, [...(families.get(family) ?? []), `${type.slice(dot + 1)} ${usd}`]);
  }
  const base = Object.fromEntries([...families].map(([family, sizes]) => [family, sizes.join(" ")]));
  const source = table.source.startsWith(apiSource)
    ? table.source
    : `${apiSource} for us-east-1. Other regions: ${table.source}`;
  return { ...table, source, date: today, grade: "A", base };
}

export type UnitRow = { usd: number; unit: string; date: string; grade: string; source: string };

/** The unit prices of a region, by name, as far as the API has them. */
export async function refreshUnitPrices(
  list: PriceList,
  region: string,
  rows: Readonly<Record<string, UnitRow>>,
  units: Readonly<Record<string, string>>,
  today: string,
): Promise<{ readonly rows: Record<string, UnitRow> } & Changes> {
  const refreshed: Record<string, UnitRow> = { ...rows };
  const changed: { name: string; from: number | undefined; to: number }[] = [];
  const missing: string[] = [];
  const cache = new Map<string, Promise<Product[]>>();
  for (const [name, query] of Object.entries(unitPrices)) {
    const usd = await findUnitPrice(list, region, query, cache);
    if (usd === undefined) {
      missing.push(name);
      continue;
    }
    const from = rows[name]?.usd;
    if (from !== usd) changed.push({ name, from, to: usd });
    refreshed[name] = { usd, unit: units[name] ?? "", date: today, grade: "A", source: apiSource };
  }
  return { rows: refreshed, changed, missing };
}

async function findUnitPrice(
  list: PriceList,
  region: string,
  { service, usage, where = {}, times = 1, global = false }: UnitPrice,
  cache: Map<string, Promise<Product[]>>,
): Promise<number | undefined> {
  // The API cannot match the end of a text: all products of the service in the region are read once.
  const filters = {
    ...(global ? {} : { regionCode: region }),
    ...(service === "AmazonEC2" ? ec2Family(usage) : {}),
  };
  const key = `${service} ${JSON.stringify(filters)}`;
  const found = cache.get(key) ?? products(list, service, filters);
  cache.set(key, found);
  const product = (await found).find(
    ({ attributes }) =>
      (attributes.usagetype ?? "").replace(/^[A-Z]{2,4}\d?-/, "") === usage &&
      Object.entries(where).every(([attribute, value]) => attributes[attribute] === value),
  );
  return product === undefined ? undefined : Math.round(product.usd * times * 1e9) / 1e9;
}

/** EC2 has too many products to read them all: its families are distinguished by the usage type. */
function ec2Family(usage: string): Record<string, string> {
  if (usage.startsWith("NatGateway")) return { productFamily: "NAT Gateway" };
  if (usage.includes("P-IOPS")) return { productFamily: "System Operation" };
  if (usage.includes("P-Throughput")) return { productFamily: "Provisioned Throughput" };
  return { productFamily: usage.includes("Snapshot") ? "Storage Snapshot" : "Storage" };
}
