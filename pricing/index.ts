export { priceResources } from "./model/price-resources.ts";
export type { Gap, PriceItem, PriceOptions, PriceReport, ResourcePrice } from "./model/report.ts";
export { hoursPerMonth } from "./model/report.ts";
export { readUsage } from "./usage/read-usage.ts";
export { unmatchedUsage } from "./usage/unmatched.ts";
