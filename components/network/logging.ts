import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./flow-logs.ts";
import { LogBucket } from "./log-bucket.ts";
import { ResolverQueryLogs } from "./resolver-query-logs.ts";

export interface NetworkLoggingArgs {
  /** VPC whose connections and queries are logged. */
  readonly vpcId: pulumi.Input<string>;
  /** KMS key that encrypts the logs; its policy must let log delivery and CloudWatch Logs use it. */
  readonly keyArn: pulumi.Input<string>;
  /** Where the logs go: `s3` is cheap and queried with Athena, `cloudwatch` is searched at once and costs more. */
  readonly destination: "s3" | "cloudwatch";
  /**
   * Days until a log is deleted, 1 or more; for `cloudwatch` a retention that CloudWatch Logs knows, such as 30, 90
   * or 365.
   */
  readonly retentionDays: number;
  /** Which connections are logged: `REJECT` logs, and costs, only those that were refused. Default: `ALL`. */
  readonly traffic?: "ALL" | "REJECT";
  /** Whether the names that the VPC asks for are logged too. Default: true. */
  readonly queryLogs?: boolean;
  /** Whether the bucket may be destroyed with logs in it. Default: false. */
  readonly forceDestroy?: boolean;
}

/**
 * Everything a VPC logs, in one encrypted place and deleted by age. Price: that of `FlowLogs` and
 * `ResolverQueryLogs`; to S3 it is about half of CloudWatch's.
 *
 * @example
 * import { EncryptionKey, Network, NetworkLogging } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const key = new EncryptionKey("logs-key", {
 *   description: "Logs of the network",
 *   services: ["delivery.logs.amazonaws.com"],
 * });
 * new NetworkLogging("logging", {
 *   vpcId: network.vpcId,
 *   keyArn: key.arn,
 *   destination: "s3",
 *   retentionDays: 365,
 * });
 */
export class NetworkLogging extends pulumi.ComponentResource {
  /** Null where logs go to CloudWatch. */
  readonly bucket: pulumi.Output<string | null>;

  constructor(name: string, args: NetworkLoggingArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:NetworkLogging", name, {}, options);
    const parent = { parent: this };
    const { vpcId, keyArn, retentionDays } = args;
    const queryLogs = args.queryLogs ?? true;
    const traffic = args.traffic ?? "ALL";

    if (args.destination === "s3") {
      const forceDestroy = args.forceDestroy ?? false;
      const store = new LogBucket(`${name}-store`, { keyArn, retentionDays, forceDestroy }, parent);
      const destination = { kind: "s3", bucketArn: store.arn } as const;
      new FlowLogs(`${name}-flow`, { vpcId, destination, traffic }, parent);
      if (queryLogs) new ResolverQueryLogs(`${name}-queries`, { vpcId, destinationArn: store.arn }, parent);
      this.bucket = store.bucket;
    } else {
      const destination = { kind: "cloudwatch", keyArn, retentionDays } as const;
      new FlowLogs(`${name}-flow`, { vpcId, destination, traffic }, parent);
      if (queryLogs) {
        const group = new aws.cloudwatch.LogGroup(
          `${name}-queries-group`,
          { retentionInDays: retentionDays, kmsKeyId: keyArn },
          parent,
        );
        new ResolverQueryLogs(`${name}-queries`, { vpcId, destinationArn: group.arn }, parent);
      }
      this.bucket = pulumi.output(null);
    }
    this.registerOutputs({ bucket: this.bucket });
  }
}
