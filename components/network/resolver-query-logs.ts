import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ResolverQueryLogsArgs {
  /** VPC whose queries are logged. */
  readonly vpcId: pulumi.Input<string>;
  /** A bucket or a log group that lets AWS's log delivery write. */
  readonly destinationArn: pulumi.Input<string>;
}

/**
 * Logs every name that the VPC asks for: the first trace of stolen data and of software that should not run. Price:
 * that of log delivery, 0.25 USD for each GB to S3 (https://aws.amazon.com/cloudwatch/pricing/, vended logs, us-east-1).
 *
 * @example
 * import { EncryptionKey, LogBucket, Network, ResolverQueryLogs } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const key = new EncryptionKey("logs-key", {
 *   description: "Query logs",
 *   services: ["delivery.logs.amazonaws.com"],
 * });
 * const logs = new LogBucket("logs", { keyArn: key.arn, retentionDays: 90 });
 * new ResolverQueryLogs("query-logs", { vpcId: network.vpcId, destinationArn: logs.arn });
 */
export class ResolverQueryLogs extends pulumi.ComponentResource {
  readonly configId: pulumi.Output<string>;

  constructor(name: string, args: ResolverQueryLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:ResolverQueryLogs", name, {}, options);
    const config = new aws.route53.ResolverQueryLogConfig(
      `${name}-config`,
      { destinationArn: args.destinationArn },
      { parent: this },
    );
    new aws.route53.ResolverQueryLogConfigAssociation(
      `${name}-association`,
      { resolverQueryLogConfigId: config.id, resourceId: args.vpcId },
      { parent: this },
    );
    this.configId = config.id;
    this.registerOutputs({ configId: this.configId });
  }
}
