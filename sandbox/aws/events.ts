import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report } from "../core/model.ts";

function checkRule(draft: Draft, _: CloudView, report: Report): void {
  const { eventPattern, scheduleExpression } = draft.inputs;
  if (!("eventPattern" in draft.inputs) && !("scheduleExpression" in draft.inputs)) {
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
    arn: (draft) => `arn:aws:events:${draft.region}:${draft.account}:rule/${draft.id}`,
    replaceOn: ["eventBusName"],
    check: checkRule,
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: (draft) => `${String(draft.inputs.rule)}-${draft.hex(12)}`,
    required: ["rule", "arn"],
    replaceOn: ["rule", "targetId", "eventBusName"],
    check: (draft, cloud, report) => {
      const { rule } = draft.inputs;
      if (typeof rule === "string" && !cloud.has(rule))
        report("rule", rule, "the name of a rule that exists");
    },
    outputs: (draft) => ({ targetId: `target-${draft.hex(12)}` }),
  },
};
