import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trustService } from "../iam/policy.ts";

/** Where logs go: `s3` is cheap and queried with Athena, `cloudwatch` is searched at once and costs more. */
export type LogDestination =
  | {
      /** To a bucket, as Parquet. */
      readonly kind: "s3";
      /** Bucket that lets AWS's log delivery write, such as `LogBucket` makes. */
      readonly bucketArn: pulumi.Input<string>;
    }
  | {
      /** To a log group of CloudWatch, which is made here. */
      readonly kind: "cloudwatch";
      /** KMS key that encrypts the log group; its policy must let CloudWatch Logs use it. */
      readonly keyArn: pulumi.Input<string>;
      /** Days until a log is deleted: a retention that CloudWatch Logs knows, such as 30, 90 or 365. */
      readonly retentionDays: number;
    };

export interface FlowLogsArgs {
  /** VPC whose connections are logged. */
  readonly vpcId: pulumi.Input<string>;
  /** Where the logs go. */
  readonly destination: LogDestination;
  /** Which connections are logged: `ACCEPT` and `REJECT` log, and cost, only a part. Default: `ALL`. */
  readonly traffic?: "ALL" | "ACCEPT" | "REJECT";
}

/** Version 2's fields, and those that distinguish pods, NAT and AWS services (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html). */
const fields = [
  "version",
  "account-id",
  "interface-id",
  "srcaddr",
  "dstaddr",
  "srcport",
  "dstport",
  "protocol",
  "packets",
  "bytes",
  "start",
  "end",
  "action",
  "log-status",
  "vpc-id",
  "subnet-id",
  "az-id",
  "instance-id",
  "tcp-flags",
  "type",
  "pkt-srcaddr",
  "pkt-dstaddr",
  "pkt-src-aws-service",
  "pkt-dst-aws-service",
  "flow-direction",
  "traffic-path",
];

/**
 * Logs every connection of a VPC, encrypted: to S3 as Parquet by day and hour, or to CloudWatch.
 *
 * Price, us-east-1: to S3 0.25 USD for each GB and 0.03 USD for its conversion to Parquet, to CloudWatch 0.50 USD
 * (https://aws.amazon.com/cloudwatch/pricing/, vended logs).
 *
 * @example
 * import { EncryptionKey, FlowLogs, LogBucket, Network } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const key = new EncryptionKey("logs-key", {
 *   description: "Flow logs",
 *   services: ["delivery.logs.amazonaws.com"],
 * });
 * const logs = new LogBucket("logs", { keyArn: key.arn, retentionDays: 90 });
 * new FlowLogs("flow-logs", { vpcId: network.vpcId, destination: { kind: "s3", bucketArn: logs.arn } });
 */
export class FlowLogs extends pulumi.ComponentResource {
  readonly flowLogId: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:FlowLogs", name, {}, options);
    const { destination } = args;
    const common = {
      vpcId: args.vpcId,
      trafficType: args.traffic ?? "ALL",
      maxAggregationInterval: 600,
      logFormat: fields.map((field) => `\${${field}}`).join(" "),
      tags: { Name: name },
    };
    const flowLog = new aws.ec2.FlowLog(
      `${name}-log`,
      destination.kind === "s3"
        ? {
            ...common,
            logDestinationType: "s3",
            logDestination: destination.bucketArn,
            destinationOptions: {
              fileFormat: "parquet",
              hiveCompatiblePartitions: true,
              perHourPartition: true,
            },
          }
        : { ...common, logDestinationType: "cloud-watch-logs", ...this.#logGroup(name, destination) },
      { parent: this },
    );
    this.flowLogId = flowLog.id;
    this.registerOutputs({ flowLogId: this.flowLogId });
  }

  #logGroup(
    name: string,
    destination: LogDestination & { kind: "cloudwatch" },
  ): { logDestination: pulumi.Output<string>; iamRoleArn: pulumi.Output<string> } {
    const parent = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      `${name}-group`,
      { retentionInDays: destination.retentionDays, kmsKeyId: destination.keyArn },
      parent,
    );
    const account = aws.getCallerIdentityOutput({}, parent).accountId;
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: trustService("vpc-flow-logs.amazonaws.com", {
          StringEquals: { "aws:SourceAccount": account },
        }),
      },
      parent,
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.name,
        policy: policyDocument([
          {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            resources: [pulumi.interpolate`${group.arn}:*`],
          },
        ]),
      },
      parent,
    );
    return {
      logDestination: group.arn,
      iamRoleArn: pulumi.all([role.arn, policy.id]).apply(([arn]) => arn),
    };
  }
}
