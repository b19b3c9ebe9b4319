import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import type { Statement } from "../iam/policy.ts";

export interface AlertTopicArgs {
  /** Mail addresses that get every alert; each must confirm once. Default: none. */
  readonly emails?: readonly string[];
  /** KMS key of the topic. Default: one of its own. */
  readonly keyArn?: pulumi.Input<string> | undefined;
  /** Tags of the topic besides those of the provider. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * The encrypted SNS topic by which alerts leave the cluster, to mailboxes and any other subscriber. A role that sends alerts
 * needs `publishStatements`: they allow it to publish to this topic and to use its key. A mailbox gets nothing until it has
 * confirmed.
 *
 * Price: a key of its own 1 USD a month; mails 2 USD for 100,000 (https://aws.amazon.com/sns/pricing/).
 *
 * @example
 * import { AlertTopic, PodIdentity } from "@aip/components";
 *
 * const alerts = new AlertTopic("alerts", { emails: ["on-call@example.com"] });
 * new PodIdentity("alertmanager", {
 *   clusterName: "platform",
 *   namespace: "observability",
 *   serviceAccount: "alertmanager",
 *   statements: alerts.publishStatements,
 * });
 * export const topicArn = alerts.arn;
 */
export class AlertTopic extends pulumi.ComponentResource {
  /** ARN of the topic. */
  readonly arn: pulumi.Output<string>;
  /** KMS key of the topic. */
  readonly keyArn: pulumi.Output<string>;
  /** What a role needs to send alerts. */
  readonly publishStatements: readonly Statement[];

  constructor(name: string, args: AlertTopicArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:AlertTopic", name, {}, options);
    const parent = { parent: this };
    this.keyArn = pulumi.output(
      args.keyArn ??
        new EncryptionKey(`${name}-encryption`, { description: "Alerts of the platform" }, parent).arn,
    );
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { kmsMasterKeyId: this.keyArn, ...(args.tags === undefined ? {} : { tags: args.tags }) },
      parent,
    );
    for (const endpoint of args.emails ?? []) {
      new aws.sns.TopicSubscription(
        `${name}-${endpoint.replaceAll(/[^a-z0-9]+/gi, "-")}`,
        { topic: topic.arn, protocol: "email", endpoint },
        parent,
      );
    }
    this.arn = topic.arn;
    this.publishStatements = [
      { actions: ["sns:Publish"], resources: [topic.arn] },
      { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [this.keyArn] },
    ];
    this.registerOutputs({ arn: this.arn, keyArn: this.keyArn });
  }
}
