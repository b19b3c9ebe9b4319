import type * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket.ts";

/** Prefix of the logs in their bucket. */
export const doorLogPrefix = "front-door";

/**
 * The bucket that takes the access logs of a load balancer. It is encrypted with the keys of S3: the delivery of these logs
 * cannot use a KMS key
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html, read 2026-11-24).
 *
 * @param disposable Whether the bucket may be deleted with logs in it.
 */
export const doorLogs = (
  name: string,
  accountId: pulumi.Input<string>,
  disposable: boolean,
  options: pulumi.ComponentResourceOptions,
): Bucket =>
  new Bucket(
    name,
    {
      expirationDays: 90,
      disposable,
      grants: [
        {
          sid: "TakeLoadBalancerLogs",
          service: "logdelivery.elasticloadbalancing.amazonaws.com",
          actions: ["s3:PutObject"],
          keys: `${doorLogPrefix}/AWSLogs/*`,
          conditions: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    },
    options,
  );
