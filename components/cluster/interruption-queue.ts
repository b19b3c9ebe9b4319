import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam/policy.ts";

/** What EC2 and AWS Health announce about nodes, early enough to move their pods. */
const announcements = {
  health: { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
  spot: { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
  rebalance: { source: ["aws.ec2"], "detail-type": ["EC2 Instance Rebalance Recommendation"] },
  state: { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
  reservation: {
    source: ["aws.ec2"],
    "detail-type": ["EC2 Capacity Reservation Instance Interruption Warning"],
  },
} as const;

/**
 * The queue from which Karpenter learns that a node is about to go: two minutes of notice for spot, ten for the end of a
 * reservation. Messages live for five minutes, since later ones are of no use. Only EventBridge of this account may write.
 *
 * Price: under 0.10 USD a month (https://aws.amazon.com/sqs/pricing/).
 *
 * @example
 * import { InterruptionQueue } from "@aip/components";
 *
 * const queue = new InterruptionQueue("interruptions", {});
 * export const queueName = queue.queueName;
 */
export class InterruptionQueue extends pulumi.ComponentResource {
  readonly queueName: pulumi.Output<string>;
  readonly queueArn: pulumi.Output<string>;

  constructor(name: string, _args: Record<string, never>, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:InterruptionQueue", name, {}, options);
    const parent = { parent: this };
    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      { messageRetentionSeconds: 300, sqsManagedSseEnabled: true },
      parent,
    );
    const account = aws.getCallerIdentityOutput({}, parent);
    new aws.sqs.QueuePolicy(
      `${name}-policy`,
      {
        queueUrl: queue.url,
        policy: policyDocument([
          {
            sid: "EventBridgeWrites",
            actions: ["sqs:SendMessage"],
            principals: { Service: "events.amazonaws.com" },
            resources: [queue.arn],
            conditions: { StringEquals: { "aws:SourceAccount": account.accountId } },
          },
          {
            sid: "TlsOnly",
            effect: "Deny",
            actions: ["sqs:*"],
            principals: "*",
            resources: [queue.arn],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      parent,
    );
    for (const [announcement, eventPattern] of Object.entries(announcements)) {
      const rule = new aws.cloudwatch.EventRule(
        `${name}-${announcement}`,
        {
          description: `Karpenter: ${eventPattern["detail-type"][0]}`,
          eventPattern: JSON.stringify(eventPattern),
        },
        parent,
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${announcement}-target`,
        { rule: rule.name, arn: queue.arn },
        parent,
      );
    }
    this.queueName = queue.name;
    this.queueArn = queue.arn;
    this.registerOutputs({ queueName: this.queueName, queueArn: this.queueArn });
  }
}
