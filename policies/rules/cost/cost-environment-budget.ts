import { stackRule } from "../../rule.ts";
import { dearest, deferPrices, dollars, pricesOf, rootOf } from "../prices.ts";

export const costEnvironmentBudget = stackRule({
  name: "cost-environment-budget",
  family: "cost",
  title: "An environment costs no more than its budget",
  reasoning: "What exceeds the budget is cheapest to change before it exists.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Take something smaller, or have the budget raised in platform:budget.monthlyUsd.",
    "See aip cost for what the environment is made of, and try changes with --set.",
  ],
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  types: ["*"],
  check(stack, { environment, defer, fail, notApplicable }) {
    const { budget } = environment;
    if (budget === undefined) return notApplicable("there is no environment file with a budget");
    if (environment.scope !== "environment") notApplicable("a stack is one layer of the environment");
    const report = pricesOf(stack, environment);
    deferPrices(report, defer);
    if (report.monthlyUsd <= budget.monthlyUsd) return;
    fail(
      `The environment costs ${dollars(report.monthlyUsd)} a month; its budget allows ${dollars(budget.monthlyUsd)}. ` +
        `Most goes to ${dearest(report, 3)}.`,
      rootOf(stack),
    );
  },
});
