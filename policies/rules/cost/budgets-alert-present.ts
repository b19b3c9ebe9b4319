import { stackRule } from "../../rule.ts";
import { rootOf } from "../prices.ts";

const budget = "aws:budgets/budget:Budget";

export const budgetsAlertPresent = stackRule({
  name: "budgets-alert-present",
  family: "cost",
  title: "AWS itself says when the bill passes the budget",
  reasoning:
    "A price computed from code does not see traffic, tokens and what is made by hand; the bill does.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Add an aws.budgets.Budget with a notification to the owners."],
  url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  types: ["*"],
  check(stack, { environment, fail, notApplicable }) {
    if (environment.scope !== "environment") notApplicable("a stack is one layer of the environment");
    const notified = stack
      .ofType(budget)
      .some((view) => view.at("notifications").isUnknown || view.at("notifications").list().length > 0);
    if (!notified) fail("There is no AWS budget with a notification.", rootOf(stack));
  },
});
