import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface BudgetAlertArgs {
  /** What the environment may cost, in US dollars a month, above 0. */
  readonly monthlyUsd: number;
  /** Value of the tag `Environment`; only what carries it counts. */
  readonly environment: string;
  /** Value of the tag `Owner`; only what carries it too counts. Default: all owners. */
  readonly owner?: string | undefined;
  /** E-mail addresses that are notified, one or more. */
  readonly notify: readonly string[];
}

/**
 * An AWS budget on the bill itself, which also sees traffic and what is made by hand. It notifies when the forecast passes
 * the budget, and when four fifths of it and all of it are spent. The tags `Environment` and `Owner` have to be activated
 * as cost allocation tags once in the account that pays
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html).
 *
 * Price: none; budgets that only notify are free (https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/).
 *
 * @example
 * import { BudgetAlert } from "@aip/components";
 *
 * new BudgetAlert("spend", { monthlyUsd: 800, environment: "dev", notify: ["platform@example.com"] });
 */
export class BudgetAlert extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetAlertArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:BudgetAlert", name, {}, options);
    const notification = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      comparisonOperator: "GREATER_THAN",
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...args.notify],
    });
    new aws.budgets.Budget(
      `${name}-budget`,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        ...counted(args),
        notifications: [
          notification("ACTUAL", 80),
          notification("ACTUAL", 100),
          notification("FORECASTED", 100),
        ],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** What counts. Values of one cost filter are alternatives, so that two tags together take an expression. */
const counted = ({ environment, owner }: BudgetAlertArgs) =>
  owner === undefined
    ? { costFilters: [{ name: "TagKeyValue", values: [`user:Environment$${environment}`] }] }
    : {
        filterExpression: {
          ands: [
            { tags: { key: "Environment", values: [environment] } },
            { tags: { key: "Owner", values: [owner] } },
          ],
        },
      };
