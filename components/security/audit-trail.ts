import { checkLogRetention } from "@aip/common/arguments/log-retention.ts";
import { platformName } from "@aip/common/names.ts";
import { Problems } from "@aip/common/problems.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogsBucket } from "../data/access-logs.ts";
import { Bucket } from "../data/bucket.ts";
import { policyDocument, type Statement, trustService } from "../iam/policy.ts";

export interface AuditTrailArgs {
  /** AWS region of the trail; it records all regions. */
  readonly region: string;
  /** Account whose calls are recorded: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts the records; its policy must hold `auditTrailStatements`. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that the records are kept in S3, 1 or more. Default: 400. */
  readonly retentionDays?: number;
  /** Days that the records can be searched in CloudWatch Logs, one of its retentions. Default: 90. */
  readonly logRetentionDays?: number;
  /** Whether the records may be deleted together with their bucket. Default: false. */
  readonly disposable?: boolean;
}

/** The trail's ARN is part of its bucket's and its key's policies, which must exist before it: its name is fixed. */
const trailName = (): string => platformName(pulumi.getStack());
const trailArn = (region: string, accountId: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.interpolate`arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName()}`;

/**
 * What the policy of a key must allow for the trail
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html).
 */
export const auditTrailStatements = (region: string, accountId: pulumi.Input<string>): Statement[] => [
  {
    sid: "TrailEncrypts",
    actions: ["kms:GenerateDataKey*", "kms:DescribeKey"],
    principals: { Service: "cloudtrail.amazonaws.com" },
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceArn": trailArn(region, accountId) } },
  },
];

/**
 * Records every API call of the account, in all regions, with digests that show whether a record was changed, to an
 * encrypted bucket that only CloudTrail writes to, and to CloudWatch Logs for searching.
 *
 * Price: the account's first trail is free, each further one 2 USD for 100,000 calls; and what is stored
 * (https://aws.amazon.com/cloudtrail/pricing/).
 *
 * @example
 * import { AuditTrail, auditTrailStatements, EncryptionKey } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const region = "us-east-1";
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("audit", {
 *   description: "Audit trail",
 *   statements: auditTrailStatements(region, accountId),
 * });
 * new AuditTrail("audit", { region, accountId, kmsKeyArn: key.arn });
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trailArn: pulumi.Output<string>;

  /** @throws InvalidInput for a retention that CloudWatch Logs does not have. */
  constructor(name: string, args: AuditTrailArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:AuditTrail", name, {}, options);
    const parent = { parent: this };
    const { disposable = false, retentionDays = 400, logRetentionDays = 90 } = args;
    const problems = new Problems(`AuditTrail ${name}`);
    checkLogRetention("logRetentionDays", logRetentionDays, problems);
    problems.throwIfAny();
    const arn = trailArn(args.region, args.accountId);
    const from = { "aws:SourceArn": arn };

    const accessLogs = accessLogsBucket(
      `${name}-access`,
      { accountId: args.accountId, disposable, retentionDays },
      parent,
    );
    const bucket = new Bucket(
      `${name}-records`,
      {
        kmsKeyArn: args.kmsKeyArn,
        accessLogsBucket: accessLogs.bucket,
        expirationDays: retentionDays,
        disposable,
        grants: [
          {
            sid: "TrailLooks",
            service: "cloudtrail.amazonaws.com",
            actions: ["s3:GetBucketAcl"],
            conditions: { StringEquals: from },
          },
          {
            sid: "TrailWrites",
            service: "cloudtrail.amazonaws.com",
            actions: ["s3:PutObject"],
            keys: pulumi.interpolate`AWSLogs/${args.accountId}/*`,
            conditions: { StringEquals: { ...from, "s3:x-amz-acl": "bucket-owner-full-control" } },
          },
        ],
      },
      parent,
    );
    const group = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      {
        name: `/ai-platform/${pulumi.getStack()}/audit-trail`,
        retentionInDays: logRetentionDays,
        kmsKeyId: args.kmsKeyArn,
      },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: trustService("cloudtrail.amazonaws.com", { StringEquals: from }) },
      parent,
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.name,
        policy: policyDocument([
          {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [pulumi.interpolate`${group.arn}:*`],
          },
        ]),
      },
      parent,
    );
    const trail = new aws.cloudtrail.Trail(
      `${name}-trail`,
      {
        name: trailName(),
        s3BucketName: bucket.bucket,
        kmsKeyId: args.kmsKeyArn,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        cloudWatchLogsGroupArn: pulumi.interpolate`${group.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
      },
      { parent: this, dependsOn: [policy] },
    );
    this.trailArn = trail.arn;
    this.registerOutputs({ trailArn: this.trailArn });
  }
}
