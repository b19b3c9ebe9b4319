import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

function checkRule(planned: PlannedResource, _: CloudView, report: Report): void {
  const { eventPattern, scheduleExpression } = planned.inputs;
  if (!("eventPattern" in planned.inputs) && !("scheduleExpression" in planned.inputs)) {
    report("eventPattern", undefined, "an event pattern, a schedule, or both");
  }
  if (typeof eventPattern === "string") {
    try {
      const pattern: unknown = JSON.parse(eventPattern);
      if (pattern === null || typeof pattern !== "object") throw new Error("not an object");
    } catch {
      report("eventPattern", eventPattern, "an event pattern as JSON");
    }
  }
  if (typeof scheduleExpression === "string" && !/^(rate|cron)\(.+\)$/.test(scheduleExpression)) {
    report("scheduleExpression", scheduleExpression, "rate(…) or cron(…)");
  }
}

export const events: Models = {
  "aws:cloudwatch/eventRule:EventRule": {
    name: {
      property: "name",
      maxLength: 64,
      pattern: /^[\w.-]+$/,
      allowed: "letters, digits, dots, dashes and underscores",
      unique: "account",
    },
    arn: (planned) => `arn:aws:events:${planned.region}:${planned.account}:rule/${planned.id}`,
    replaceOn: ["eventBusName"],
    check: checkRule,
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: (planned) => `${String(planned.inputs.rule)}-${planned.hex(12)}`,
    required: ["rule", "arn"],
    replaceOn: ["rule", "targetId", "eventBusName"],
    check: (planned, cloud, report) => {
      const { rule } = planned.inputs;
      if (typeof rule === "string" && !cloud.has(rule))
        report("rule", rule, "the name of a rule that exists");
    },
    outputs: (planned) => ({ targetId: `target-${planned.hex(12)}` }),
  },
};
