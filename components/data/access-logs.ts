import type * as pulumi from "@pulumi/pulumi";
import { Bucket } from "./bucket.ts";

export interface AccessLogsArgs {
  /** The account whose buckets may log here. */
  readonly accountId: pulumi.Input<string>;
  /** Days that the logs are kept, 1 or more. Default: 90. */
  readonly retentionDays?: number;
  /** Whether the bucket may be deleted with logs in it. Default: false. */
  readonly disposable?: boolean;
}

/**
 * The bucket that takes the server access logs of the account's other buckets. It is encrypted with the keys of S3: the
 * delivery of access logs cannot use a KMS key
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
 */
export const accessLogsBucket = (
  name: string,
  args: AccessLogsArgs,
  options: pulumi.ComponentResourceOptions,
): Bucket =>
  new Bucket(
    name,
    {
      expirationDays: args.retentionDays ?? 90,
      disposable: args.disposable ?? false,
      grants: [
        {
          sid: "TakeAccessLogs",
          service: "logging.s3.amazonaws.com",
          actions: ["s3:PutObject"],
          keys: "*",
          conditions: { StringEquals: { "aws:SourceAccount": args.accountId } },
        },
      ],
    },
    options,
  );
