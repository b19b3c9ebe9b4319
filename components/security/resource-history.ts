import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket.ts";
import { policyDocument, trustService } from "../iam/policy.ts";

export interface ResourceHistoryArgs {
  /** Account whose resources are recorded: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** KMS key that encrypts the history. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Name of the bucket that records each request to the one of the history. Default: requests are not recorded. */
  readonly accessLogsBucket?: pulumi.Input<string>;
  /** Days that the history is kept, 1 or more. Default: 400. */
  readonly retentionDays?: number;
  /** Whether the history may be deleted together with its bucket. Default: false. */
  readonly disposable?: boolean;
}

/**
 * AWS Config: how every resource of the account and region was configured, and when that changed. Most checks of
 * Security Hub look at it. AWS allows one recorder in an account and region.
 *
 * Price: 0.003 USD for each recorded change (https://aws.amazon.com/config/pricing/).
 *
 * @example
 * import { EncryptionKey, ResourceHistory } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("history-key", { description: "History of configurations" });
 * new ResourceHistory("history", { accountId, kmsKeyArn: key.arn });
 */
export class ResourceHistory extends pulumi.ComponentResource {
  /** Name of the recorder, known once it records. */
  readonly recorderName: pulumi.Output<string>;

  constructor(name: string, args: ResourceHistoryArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:ResourceHistory", name, {}, options);
    const parent = { parent: this };
    const fromAccount = { "aws:SourceAccount": args.accountId };
    const files = pulumi.interpolate`AWSLogs/${args.accountId}/Config/*`;

    const bucket = new Bucket(
      `${name}-records`,
      {
        kmsKeyArn: args.kmsKeyArn,
        ...(args.accessLogsBucket === undefined ? {} : { accessLogsBucket: args.accessLogsBucket }),
        expirationDays: args.retentionDays ?? 400,
        disposable: args.disposable ?? false,
        grants: [
          {
            sid: "HistoryLooks",
            service: "config.amazonaws.com",
            actions: ["s3:GetBucketAcl", "s3:ListBucket"],
            conditions: { StringEquals: fromAccount },
          },
          {
            sid: "HistoryWrites",
            service: "config.amazonaws.com",
            actions: ["s3:PutObject"],
            keys: files,
            conditions: { StringEquals: { ...fromAccount, "s3:x-amz-acl": "bucket-owner-full-control" } },
          },
        ],
      },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: trustService("config.amazonaws.com", { StringEquals: fromAccount }) },
      parent,
    );
    const policies = [
      new aws.iam.RolePolicyAttachment(
        `${name}-read`,
        { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole" },
        parent,
      ),
      new aws.iam.RolePolicy(
        `${name}-write`,
        {
          role: role.name,
          policy: policyDocument([
            { actions: ["s3:GetBucketAcl"], resources: [bucket.arn] },
            { actions: ["s3:PutObject"], resources: [pulumi.interpolate`${bucket.arn}/${files}`] },
            { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [args.kmsKeyArn] },
          ]),
        },
        parent,
      ),
    ];
    const recorder = new aws.cfg.Recorder(
      `${name}-recorder`,
      { roleArn: role.arn, recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } },
      { parent: this, dependsOn: policies },
    );
    const channel = new aws.cfg.DeliveryChannel(
      `${name}-channel`,
      { s3BucketName: bucket.bucket, s3KmsKeyArn: args.kmsKeyArn },
      { parent: this, dependsOn: [recorder] },
    );
    const status = new aws.cfg.RecorderStatus(
      `${name}-status`,
      { name: recorder.name, isEnabled: true },
      { parent: this, dependsOn: [channel] },
    );
    this.recorderName = status.name;
    this.registerOutputs({ recorderName: this.recorderName });
  }
}
