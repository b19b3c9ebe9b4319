import type { Models, PlannedResource, Report } from "../core/model.ts";

/** A budget may notify at most ten times (https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html). */
const maxNotifications = 10;

function checkNotifications(planned: PlannedResource, report: Report): void {
  const notifications = planned.inputs.notifications;
  if (!Array.isArray(notifications)) return;
  if (notifications.length > maxNotifications) {
    report("notifications", notifications.length, `at most ${maxNotifications} notifications`);
  }
  for (const [index, each] of notifications.entries()) {
    const { subscriberEmailAddresses = [], subscriberSnsTopicArns = [] } = (each ?? {}) as Record<
      string,
      unknown[]
    >;
    if (subscriberEmailAddresses.length + subscriberSnsTopicArns.length === 0) {
      report(`notifications[${index}]`, each, "at least one address or topic to notify");
    }
    for (const address of subscriberEmailAddresses) {
      if (typeof address === "string" && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) {
        report(`notifications[${index}].subscriberEmailAddresses`, address, "email addresses");
      }
    }
  }
}

export const budgets: Models = {
  "aws:budgets/budget:Budget": {
    name: {
      property: "name",
      maxLength: 100,
      pattern: /^[^:\\]+$/,
      allowed: "any text without colons and backslashes",
      unique: "account",
    },
    id: (planned) => `${planned.account}:${String(planned.inputs.name)}`,
    arn: (planned) => `arn:aws:budgets::${planned.account}:budget/${String(planned.inputs.name)}`,
    required: ["budgetType", "timeUnit"],
    check: (planned, _, report) => {
      const { limitAmount } = planned.inputs;
      if (typeof limitAmount === "string" && !(Number(limitAmount) > 0)) {
        report("limitAmount", limitAmount, "an amount above 0");
      }
      checkNotifications(planned, report);
    },
  },
};
