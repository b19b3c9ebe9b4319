export type { Resource } from "@aip/common/resource.ts";
export { priceResources } from "./model/price-resources.ts";
export type { Gap, PriceItem, PriceOptions, PriceReport, ResourcePrice } from "./model/report.ts";
export { hoursPerMonth } from "./model/report.ts";
export type { Figure, Grade } from "./tables/figure.ts";
export { ec2Price, elasticachePrice, opensearchPrice, type RdsEngine, rdsPrice } from "./tables/nodes.ts";
export { readUsage } from "./usage/read-usage.ts";
export { unmatchedUsage } from "./usage/unmatched.ts";
export type { Usage } from "./usage/usage.ts";
