export { priceResources } from "./model.ts";
export { readUsage } from "./read-usage.ts";
export type { Gap, PriceItem, PriceOptions, PriceReport, ResourcePrice } from "./types.ts";
export { hoursPerMonth } from "./types.ts";
export { unmatchedUsage } from "./unmatched.ts";
