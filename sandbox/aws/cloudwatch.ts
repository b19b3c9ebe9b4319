import { logRetentions } from "@aip/facts/log-retention.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkPolicyDocument } from "./policy-document.ts";

/** 0 keeps events for ever. */
const retentions: readonly number[] = [0, ...logRetentions];

export const cloudwatch: Models = {
  "aws:cloudwatch/logGroup:LogGroup": {
    name: {
      property: "name",
      maxLength: 512,
      pattern: /^[\w./#-]+$/,
      allowed: "letters, digits and ._-/#",
      unique: "account",
    },
    arn: (planned) => `arn:aws:logs:${planned.region}:${planned.account}:log-group:${planned.id}`,
    check: (planned, cloud, report) => {
      const days = planned.inputs.retentionInDays;
      if (typeof days === "number" && !retentions.includes(days)) {
        report("retentionInDays", days, `one of ${retentions.join(", ")}`);
      }
      checkKey(planned, cloud, report);
    },
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    name: {
      property: "policyName",
      maxLength: 256,
      pattern: /^[\w.-]+$/,
      allowed: "letters, digits and ._-",
      unique: "account",
    },
    required: ["policyDocument"],
    check: ({ inputs: { policyDocument } }, _, report) => {
      checkPolicyDocument("policyDocument", policyDocument, "resource", report);
      // More is not taken: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/cloudwatch_limits_cwl.html.
      if (typeof policyDocument === "string" && policyDocument.length > 5120) {
        report("policyDocument", `${policyDocument.length} characters`, "at most 5,120 characters");
      }
    },
  },
};

/**
 * A log group takes a key only where its policy lets CloudWatch Logs use it. The service says which log group it encrypts
 * and not for which account, so a statement that asks for `aws:SourceAccount` never holds
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
 */
function checkKey(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { kmsKeyId } = planned.inputs;
  const policy = typeof kmsKeyId === "string" ? cloud.find(kmsKeyId)?.inputs.policy : undefined;
  if (typeof policy !== "string") return;
  const { Statement: statements } = JSON.parse(policy) as { Statement: KeyStatement[] };
  const service = `logs.${planned.region}.amazonaws.com`;
  const allowed = statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Allow" &&
      [Principal?.Service].flat().includes(service) &&
      !JSON.stringify(Condition ?? {}).includes("aws:SourceAccount"),
  );
  if (!allowed) {
    report("kmsKeyId", kmsKeyId, `a key whose policy lets ${service} use it, by the log group's ARN alone`);
  }
}

interface KeyStatement {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Condition?: unknown;
}
