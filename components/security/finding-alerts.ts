import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import { policyDocument } from "../iam/policy.ts";
import { AlertTopic } from "../observability/alert-topic.ts";

/** What AWS finds in the account, by a name of ours: what EventBridge looks for, and what it is about. */
const findings = {
  guardDuty: {
    description: "GuardDuty: threats of medium severity and above",
    // From 4 on a finding is medium (https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-severity-levels.html).
    pattern: {
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    },
  },
  securityHub: {
    // It reports each check again twice a day: of what is less than critical, a mailbox would be full.
    description: "Security Hub: checks of critical severity that fail",
    pattern: {
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          Compliance: { Status: ["FAILED"] },
          RecordState: ["ACTIVE"],
          Severity: { Label: ["CRITICAL"] },
          Workflow: { Status: ["NEW"] },
        },
      },
    },
  },
  config: {
    description: "AWS Config: resources that come to break a rule",
    pattern: {
      source: ["aws.config"],
      "detail-type": ["Config Rules Compliance Change"],
      detail: {
        // Those of Security Hub come with its findings.
        configRuleName: [{ "anything-but": { prefix: "securityhub-" } }],
        newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
      },
    },
  },
  backups: {
    description: "AWS Backup: jobs that fail, are stopped or do not start in time",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"] },
    },
  },
  databases: {
    // Categories of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html, read 2026-11-24.
    description: "RDS: instances that fail, run out of storage or are restored",
    pattern: {
      source: ["aws.rds"],
      "detail-type": ["RDS DB Instance Event"],
      detail: { EventCategories: ["failure", "low storage", "recovery"] },
    },
  },
} as const;

export type FindingSource = keyof typeof findings;

export interface FindingAlertsArgs {
  /** Whose findings are sent on; one or more. */
  readonly sources: readonly FindingSource[];
  /** Mail addresses that get them; each must confirm once. Default: none. */
  readonly emails?: readonly string[];
}

/**
 * What AWS finds in the account, sent on to people: EventBridge publishes it to an encrypted topic. Findings of the cluster
 * itself go the way of Alertmanager.
 *
 * Price: the key of the topic, 1 USD a month; events of AWS cost nothing (https://aws.amazon.com/eventbridge/pricing/).
 *
 * @example
 * import { FindingAlerts } from "@aip/components";
 *
 * new FindingAlerts("findings", { sources: ["guardDuty", "backups"], emails: ["security@example.com"] });
 */
export class FindingAlerts extends pulumi.ComponentResource {
  constructor(name: string, args: FindingAlertsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:FindingAlerts", name, {}, options);
    const parent = { parent: this };
    const principals = { Service: "events.amazonaws.com" };
    const key = new EncryptionKey(
      `${name}-encryption`,
      {
        description: "Findings of AWS in the account",
        statements: [
          {
            sid: "EventsUse",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            principals,
            resources: ["*"],
          },
        ],
      },
      parent,
    );
    const topic = new AlertTopic(`${name}-alerts`, { emails: args.emails ?? [], keyArn: key.arn }, parent);
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        // EventBridge knew no conditions here for long, and an alert that is refused is lost without a word.
        policy: policyDocument([
          { sid: "EventsPublish", actions: ["sns:Publish"], principals, resources: [topic.arn] },
        ]),
      },
      parent,
    );
    for (const source of args.sources) {
      const { description, pattern } = findings[source];
      const rule = new aws.cloudwatch.EventRule(
        `${name}-${source.toLowerCase()}`,
        { description, eventPattern: JSON.stringify(pattern) },
        parent,
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${source.toLowerCase()}-target`,
        { rule: rule.name, arn: topic.arn },
        parent,
      );
    }
    this.registerOutputs({});
  }
}
