import type { Resource } from "@aip/common/resource.ts";
import { priceResources } from "../model/price-resources.ts";
import type { PriceOptions } from "../model/report.ts";
import type { Usage } from "../usage/usage.ts";

/** Usage of nothing, so that only what is paid by the hour is left. */
export const idle: Partial<Usage> = {
  natGB: 0,
  interfaceEndpointGB: 0,
  internetGB: 0,
  betweenZonesGB: 0,
  loadBalancerUnits: 0,
  kmsThousands: 0,
  secretThousands: 0,
  dnsMillions: 0,
  wafMillions: 0,
};

/** Expected and maximum price of the first resource, in cents to keep the figures readable. */
export function price(resources: Resource | Resource[], options: PriceOptions = {}) {
  const list = Array.isArray(resources) ? resources : [resources];
  const report = priceResources(list, { today: "2026-11-21", usage: idle, ...options });
  const found = report.byUrn.get(list[0]?.urn ?? "");
  const cents = (usd: number | null | undefined) => (usd == null ? usd : Math.round(usd * 100) / 100);
  return {
    monthly: cents(found?.monthlyUsd),
    maximum: cents(found?.maximumUsd),
    unknown: found?.unknown ?? [],
  };
}

export const known = (monthly: number, maximum = monthly) => ({ monthly, maximum, unknown: [] });

/** A price worked out by hand: what a resource has to come to. */
export type Expected = ReturnType<typeof price>;

export type PriceCase = readonly [
  what: string,
  resources: Resource | Resource[],
  expected: Expected,
  options?: PriceOptions,
];
