import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam/policy.ts";

export interface LogBucketArgs {
  /** KMS key that encrypts what is written; its policy must let `delivery.logs.amazonaws.com` use it. */
  readonly keyArn: pulumi.Input<string>;
  /** Days until a log is deleted, 1 or more. */
  readonly retentionDays: number;
  /** Whether the bucket may be destroyed with logs in it. Default: false. */
  readonly forceDestroy?: boolean;
}

/** Days after which a log moves to cheaper storage, which takes none earlier and charges for 30 days at least. */
const archiveAfterDays = 30;

/**
 * A bucket that AWS's log delivery may write to, and nobody else: private, encrypted, versioned, over TLS only, and
 * emptied by age.
 *
 * Price: 0.023 USD for each GB a month, 0.0125 USD after 30 days, and delivery at 0.25 USD for each GB
 * (https://aws.amazon.com/cloudwatch/pricing/, vended logs to S3, us-east-1).
 *
 * @example
 * import { EncryptionKey, LogBucket } from "@aip/components";
 *
 * const key = new EncryptionKey("logs-key", {
 *   description: "What AWS's log delivery writes",
 *   services: ["delivery.logs.amazonaws.com"],
 * });
 * const logs = new LogBucket("logs", { keyArn: key.arn, retentionDays: 90 });
 * export const bucketArn = logs.arn;
 */
export class LogBucket extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;
  /** Known once deliveries are allowed. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:network:LogBucket", name, {}, options);
    const parent = { parent: this };
    const account = aws.getCallerIdentityOutput({}, parent).accountId;
    const bucket = new aws.s3.Bucket(`${name}-bucket`, { forceDestroy: args.forceDestroy ?? false }, parent);
    const of = { bucket: bucket.id };

    new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    const access = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        ...of,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { ...of, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        ...of,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.keyArn },
            // One call to KMS for many objects, instead of one each.
            bucketKeyEnabled: true,
          },
        ],
      },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...of,
        rules: [
          {
            id: "expire-logs",
            status: "Enabled",
            filter: { prefix: "" },
            ...(args.retentionDays >= archiveAfterDays + 30
              ? { transitions: [{ days: archiveAfterDays, storageClass: "STANDARD_IA" }] }
              : {}),
            expiration: { days: args.retentionDays },
            noncurrentVersionExpiration: { noncurrentDays: 7 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      // Rules for old versions want a bucket that keeps them.
      { ...parent, dependsOn: [versioning] },
    );
    const deliveries = { StringEquals: { "aws:SourceAccount": account } };
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      {
        ...of,
        policy: policyDocument([
          {
            sid: "OnlyOverTls",
            effect: "Deny",
            actions: ["s3:*"],
            principals: "*",
            resources: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
          {
            sid: "DeliveryLooks",
            actions: ["s3:GetBucketAcl", "s3:ListBucket"],
            principals: { Service: "delivery.logs.amazonaws.com" },
            resources: [bucket.arn],
            conditions: deliveries,
          },
          {
            sid: "DeliveryWrites",
            actions: ["s3:PutObject"],
            principals: { Service: "delivery.logs.amazonaws.com" },
            resources: [pulumi.interpolate`${bucket.arn}/*`],
            conditions: deliveries,
          },
        ]),
      },
      { parent: this, dependsOn: [access] },
    );
    this.bucket = bucket.id;
    this.arn = pulumi.all([bucket.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ bucket: this.bucket, arn: this.arn });
  }
}
