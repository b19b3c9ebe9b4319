/**
 * Takes the figures of the price tables from the AWS Price List API. Needs AWS credentials that may call
 * `pricing:GetProducts`, and the development package @aws-sdk/client-pricing.
 *
 * node pricing/refresh/main.ts [--check] [region...]    Default region: us-east-1.
 *
 * Figures the API does not have stay as they are and are listed. With --check nothing is written, and the exit code is
 * 1 where a figure has changed.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { NodeTableData } from "../tables/node-table.ts";
import type { PriceList } from "./products.ts";
import {
  machinePrices,
  machineQueries,
  refreshUnitPrices,
  type UnitRow,
  withMachinePrices,
} from "./tables.ts";

/** Where a table is. */
const location = (name: string): URL => new URL(`../tables/${name}`, import.meta.url);

const read = <T>(name: string): T => JSON.parse(readFileSync(location(name), "utf8")) as T;

/** The API is in few regions, and has the prices of all. */
async function priceList(): Promise<PriceList> {
  try {
    const { Pricing } = await import("@aws-sdk/client-pricing");
    return new Pricing({ region: "us-east-1" }) as unknown as PriceList;
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    process.stderr.write("@aws-sdk/client-pricing is not installed: run npm ci with development packages\n");
    process.exit(2);
  }
}

interface UnitPrices {
  readonly regions: Record<string, Record<string, UnitRow>>;
}

const { values, positionals } = parseArgs({
  options: { check: { type: "boolean" } },
  allowPositionals: true,
});
const regions = positionals.length > 0 ? positionals : ["us-east-1"];
const today = new Date().toISOString().slice(0, 10);
const files = new Map<string, unknown>();
let changes = 0;

async function refresh(list: PriceList): Promise<void> {
  for (const [file, query] of Object.entries(machineQueries)) {
    const before = read<NodeTableData>(file);
    let table = before;
    for (const region of regions) {
      const prices = await machinePrices(list, region, query);
      process.stdout.write(`${file} ${region}: ${prices.size} prices\n`);
      table = withMachinePrices(table, region, prices, today);
    }
    if (JSON.stringify({ ...table, date: "" }) !== JSON.stringify({ ...before, date: "" })) changes += 1;
    files.set(file, table);
  }

  const unitPrices = read<UnitPrices>("unit-prices.json");
  const units = Object.fromEntries(
    Object.entries(unitPrices.regions["us-east-1"] ?? {}).map(([name, { unit }]) => [name, unit]),
  );
  for (const region of regions) {
    const { rows, changed, missing } = await refreshUnitPrices(
      list,
      region,
      unitPrices.regions[region] ?? {},
      units,
      today,
    );
    unitPrices.regions[region] = rows;
    changes += changed.length;
    for (const { name, from, to } of changed)
      process.stdout.write(`${region} ${name}: ${from ?? "new"} -> ${to}\n`);
    if (missing.length > 0) process.stdout.write(`${region}, not in the API: ${missing.join(", ")}\n`);
  }
  files.set("unit-prices.json", unitPrices);
}

try {
  await refresh(await priceList());
} catch (error) {
  if ((error as Error).name !== "CredentialsProviderError") throw error;
  process.stderr.write(
    "No AWS credentials: the Price List API needs some that may call pricing:GetProducts\n",
  );
  process.exit(2);
}
if (values.check) {
  process.exitCode = changes > 0 ? 1 : 0;
} else {
  for (const [file, content] of files) {
    writeFileSync(location(file), `${JSON.stringify(content, null, 2)}\n`);
  }
}
