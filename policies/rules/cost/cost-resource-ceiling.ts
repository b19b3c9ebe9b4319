import { stackRule } from "../../rule.ts";
import { deferPrices, dollars, pricesOf } from "../prices.ts";

export const costResourceCeiling = stackRule({
  name: "cost-resource-ceiling",
  family: "cost",
  title: "No single resource costs more than the ceiling",
  reasoning: "One digit too many in a size or a count shows as one resource out of proportion.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Take a smaller size or fewer of them, or waive the rule for the resource with a reason."],
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  types: ["*"],
  settings: {
    monthlyUsd: {
      type: "number",
      description: "What a resource may be expected to cost in US dollars a month.",
      default: 5000,
      minimum: 0,
    },
    maximumUsd: {
      type: "number",
      description: "What a resource may grow to in US dollars a month, such as a pool that fills its limits.",
      default: 50_000,
      minimum: 0,
    },
  },
  check(stack, { config, environment, defer, fail }) {
    const report = pricesOf(stack, environment);
    deferPrices(report, defer);
    for (const [urn, { monthlyUsd, maximumUsd }] of report.byUrn) {
      if (monthlyUsd !== null && monthlyUsd > config.monthlyUsd) {
        fail(`It costs ${dollars(monthlyUsd)} a month; ${dollars(config.monthlyUsd)} are allowed.`, urn);
      } else if (maximumUsd !== null && maximumUsd > config.maximumUsd) {
        fail(
          `It may grow to ${dollars(maximumUsd)} a month; ${dollars(config.maximumUsd)} are allowed.`,
          urn,
        );
      }
    }
  },
});
