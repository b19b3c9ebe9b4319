import { urnName, urnProject } from "@aip/common/urn.ts";
import type { StackView } from "@aip/common/view/view.ts";
import { type PriceReport, priceResources, readUsage } from "@aip/pricing/index.ts";
import type { Check, RuleEnvironment } from "../rule.ts";

const reports = new WeakMap<StackView, PriceReport>();

/** The prices of a stack's resources, computed once for all rules. */
export function pricesOf(stack: StackView, environment: RuleEnvironment): PriceReport {
  const known = reports.get(stack);
  if (known) return known;
  // A list of Kubernetes objects is several views and one resource.
  const resources = [...new Set(stack.views.map(({ resource }) => resource))];
  const { usage, today } = environment;
  const report = priceResources(resources, {
    today,
    usage: readUsage(usage),
  });
  reports.set(stack, report);
  return report;
}

/** Says of what the totals still depend on. */
export function deferPrices(
  report: PriceReport,
  defer: Check<unknown>["defer"],
  about: (urn: string) => boolean = () => true,
): void {
  for (const { urn, path } of report.deferred) if (about(urn)) defer(path, urn);
}

/** The root of a layer, or of the first one: what findings about a total name. */
export const rootOf = (stack: StackView, layer?: string): string | undefined =>
  stack
    .ofType("pulumi:pulumi:Stack")
    .map(({ urn }) => urn)
    .find((urn) => layer === undefined || urnProject(urn) === layer) ??
  stack.views.find(({ urn }) => layer === undefined || urnProject(urn) === layer)?.urn;

/** What the resources of a layer cost a month, as far as it is known. */
export const layerUsd = (report: PriceReport, layer: string): number =>
  [...report.byUrn].reduce(
    (sum, [urn, price]) => (urnProject(urn) === layer ? sum + (price.monthlyUsd ?? 0) : sum),
    0,
  );

/** An amount for a message: whole dollars from 100 on. */
export const dollars = (amount: number): string =>
  `${amount.toLocaleString("en-US", amount >= 100 ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 })} USD`;

/** The resources that cost most, for a message about a total. */
export const dearest = (report: PriceReport, count: number, layer?: string): string =>
  [...report.byUrn]
    .filter(([urn]) => layer === undefined || urnProject(urn) === layer)
    .sort(([, a], [, b]) => (b.monthlyUsd ?? 0) - (a.monthlyUsd ?? 0))
    .slice(0, count)
    .map(([urn, price]) => `${urnName(urn)} ${dollars(price.monthlyUsd ?? 0)}`)
    .join(", ");
