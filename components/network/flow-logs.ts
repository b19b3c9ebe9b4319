import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trustService } from "../iam/policy.ts";

/** Where logs go: `s3` is cheap and queried with Athena, `cloudwatch` is searched at once and costs more. */
export type LogDestination =
  | { readonly kind: "s3"; readonly bucketArn: pulumi.Input<string> }
  | {
      readonly kind: "cloudwatch";
      readonly keyArn: pulumi.Input<string>;
      /** A retention that CloudWatch Logs knows, such as 30, 90 or 365. */
      readonly retentionDays: number;
    };

export interface FlowLogsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly destination: LogDestination;
  /** `REJECT` logs what was refused alone, and costs a part. Default: `ALL`. */
  readonly traffic?: "ALL" | "ACCEPT" | "REJECT";
}

/** Version 2's fields and those that tell pods, NAT and AWS services apart (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html). */
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
