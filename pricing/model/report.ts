import type { Grade } from "../tables/figure.ts";
import type { Usage } from "../usage/usage.ts";

/** Hours of a month, for everything billed by the hour. */
export const hoursPerMonth = 730;

/** One line of a bill. */
export interface PriceItem {
  /** The AWS service that bills it. */
  readonly service: string;
  readonly what: string;
  /** How many units a month are expected. */
  readonly quantity: number;
  readonly unit: string;
  /** US dollars for one unit; null where the price is not known. */
  readonly unitUsd: number | null;
  readonly monthlyUsd: number | null;
  /** At the most the resource may grow to; null where that is not bounded or not known. */
  readonly maximumUsd: number | null;
  /** `fixed` is paid by the hour whether it is used or not; `usage` follows the assumptions about usage. */
  readonly kind: "fixed" | "usage";
  readonly source: string;
  /** Day of the figure; empty where there is none. */
  readonly date: string;
  readonly grade: Grade | null;
}

export interface ResourcePrice {
  /** The sum of what is known, in US dollars a month; null where nothing is. */
  readonly monthlyUsd: number | null;
  /** The same at maximum use. */
  readonly maximumUsd: number | null;
  readonly hourlyUsd: number | null;
  readonly items: readonly PriceItem[];
  /** What has no price, in words. Empty where the price is complete. */
  readonly unknown: readonly string[];
}

/** Resources of a type that have no price, or not all of it. */
export interface Gap {
  readonly type: string;
  readonly count: number;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
}

export interface PriceReport {
  /** Every resource that costs something, with or without a known price. Free resources and components are not here. */
  readonly byUrn: ReadonlyMap<string, ResourcePrice>;
  readonly monthlyUsd: number;
  readonly maximumUsd: number;
  readonly unpriced: readonly Gap[];
  /** Values that prices depend on and that are not known yet. */
  readonly deferred: readonly { readonly urn: string; readonly path: string }[];
  /** Types that cost nothing by themselves, and how many resources there are of each. */
  readonly free: readonly { readonly type: string; readonly count: number }[];
}

export interface PriceOptions {
  /** Region of resources that name none. Default: us-east-1. */
  readonly region?: string;
  /** What is assumed about usage. Default: `usageDefaults`, also for each key that is left out. */
  readonly usage?: Partial<Usage> | undefined;
  /** Day the prices are of, as an ISO date: Kubernetes versions grow dearer with age. Default: today. */
  readonly today?: string;
}
