import type { Resource } from "@aip/common/resource.ts";
import { UnknownValue, Value } from "@aip/common/value.ts";
import { isFree } from "../types/free.ts";
import { pricers } from "../types/index.ts";
import { type Usage, usageDefaults } from "../usage/usage.ts";
import type { PricingContext } from "./pricer.ts";
import {
  hoursPerMonth,
  type PriceItem,
  type PriceOptions,
  type PriceReport,
  type ResourcePrice,
} from "./report.ts";
import { Sheet } from "./sheet.ts";

/**
 * Prices resources: list prices on demand, 730 hours a month, with the usage assumed.
 *
 * Components are priced through their children. What has no price is listed in `unpriced` and adds nothing to the
 * totals; it is never counted as 0. Never throws, whatever is in the inputs.
 */
export function priceResources(
  resources: readonly Resource[],
  { region = "us-east-1", usage, today = new Date().toISOString().slice(0, 10) }: PriceOptions = {},
): PriceReport {
  const assumed: Usage = { ...usageDefaults, ...usage };
  const context = contextOf(resources, today);
  const byUrn = new Map<string, ResourcePrice>();
  const deferred: { urn: string; path: string }[] = [];
  const free = new Map<string, number>();
  const gaps = new Map<string, { count: number; reasons: Set<string> }>();
  const gap = (type: string, reasons: readonly string[]): void => {
    const known = gaps.get(type) ?? { count: 0, reasons: new Set() };
    known.count += 1;
    for (const reason of reasons) known.reasons.add(reason);
    gaps.set(type, known);
  };
  for (const resource of resources) {
    const { type } = resource;
    // Components are priced through their children. The few that have a price of their own know when they do.
    if (type.startsWith("pulumi:") || !(resource.custom || Object.hasOwn(pricers, type))) continue;
    const sheet = new Sheet(resource.region || region, assumed);
    const price = priceOne(resource, sheet, context, (path) => deferred.push({ urn: resource.urn, path }));
    if (price === undefined) {
      free.set(type, (free.get(type) ?? 0) + 1);
      continue;
    }
    byUrn.set(resource.urn, price);
    if (price.unknown.length > 0) gap(type, price.unknown);
  }
  const prices = [...byUrn.values()];
  return {
    byUrn,
    monthlyUsd: total(prices.map((price) => price.monthlyUsd)) ?? 0,
    maximumUsd: total(prices.map((price) => price.maximumUsd)) ?? 0,
    unpriced: [...gaps].map(([type, { count, reasons }]) => ({ type, count, reasons: [...reasons] })),
    deferred,
    free: [...free].map(([type, count]) => ({ type, count })),
  };
}

/** The price of one resource; nothing where it is free. */
function priceOne(
  resource: Resource,
  sheet: Sheet,
  context: PricingContext,
  onUnknown: (path: string) => void,
): ResourcePrice | undefined {
  const pricer = Object.hasOwn(pricers, resource.type) ? pricers[resource.type] : undefined;
  if (pricer === undefined) {
    if (isFree(resource.type)) return undefined;
    sheet.missing("no price is known for this type");
  } else {
    try {
      pricer(Value.of(resource.inputs), sheet, resource, context);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      sheet.missing(error.message);
      onUnknown(error.path);
    }
    if (sheet.items.length === 0 && sheet.unknown.length === 0) return undefined;
  }
  const monthlyUsd = total(sheet.items.map((item: PriceItem) => item.monthlyUsd));
  return {
    monthlyUsd,
    maximumUsd: total(sheet.items.map((item) => item.maximumUsd)),
    hourlyUsd: monthlyUsd === null ? null : monthlyUsd / hoursPerMonth,
    items: sheet.items,
    unknown: sheet.unknown,
  };
}

/** The sum of what is known; null where nothing is. */
function total(amounts: readonly (number | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0);
}

function contextOf(resources: readonly Resource[], today: string): PricingContext {
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    const same = byType.get(resource.type);
    if (same) same.push(resource);
    else byType.set(resource.type, [resource]);
  }
  const ofType = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const parents = new Set(resources.map(({ parent }) => parent));
  return {
    today,
    hasChildren: ({ urn }) => parents.has(urn),
    ofType,
    referred(resource, type, idOrName) {
      const candidates = ofType(type);
      const named =
        idOrName === undefined
          ? undefined
          : candidates.find(
              ({ id, inputs }) => id === idOrName || Value.of(inputs).at("name").raw() === idOrName,
            );
      if (named) return named;
      const depended = candidates.filter(({ urn }) => resource.dependsOn.includes(urn));
      return depended.length === 1 ? depended[0] : undefined;
    },
  };
}
