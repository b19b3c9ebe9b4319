import { stackRule } from "../../rule.ts";
import { deferPrices, dollars, pricesOf, rootOf } from "../prices.ts";

export const costIncreaseBounded = stackRule({
  name: "cost-increase-bounded",
  family: "cost",
  title: "A change raises the monthly price by no more than the environment's threshold",
  reasoning: "A large increase within the budget still deserves that somebody says yes to it.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Waive the rule with the reason and an owner, or raise platform:budget.maxIncreaseUsd.",
    "See aip plan --against for the price change by layer.",
  ],
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  types: ["*"],
  ofChange: true,
  check(stack, { environment, defer, fail, notApplicable }) {
    const { budget, previousMonthlyUsd } = environment;
    if (budget === undefined) return notApplicable("there is no environment file with a budget");
    if (previousMonthlyUsd === undefined) return notApplicable("there is nothing to compare with");
    const threshold = budget.maxIncreaseUsd ?? budget.monthlyUsd / 10;
    const report = pricesOf(stack, environment);
    deferPrices(report, defer);
    const { monthlyUsd } = report;
    const increase = monthlyUsd - previousMonthlyUsd;
    if (increase <= threshold) return;
    fail(
      `The change costs ${dollars(increase)} a month more (${dollars(previousMonthlyUsd)} before, ` +
        `${dollars(monthlyUsd)} after); ${dollars(threshold)} are allowed without a waiver.`,
      rootOf(stack),
    );
  },
});
