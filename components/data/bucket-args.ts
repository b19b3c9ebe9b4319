import { nameLimits } from "@aip/common/names.ts";
import { Problems } from "@aip/common/problems.ts";
import type * as pulumi from "@pulumi/pulumi";

/** What an AWS service may do with the bucket. */
export interface ServiceGrant {
  /** Name of the statement in the bucket policy, letters and digits. */
  readonly sid: string;
  /** Principal of the service, such as `cloudtrail.amazonaws.com`. */
  readonly service: pulumi.Input<string>;
  /** Actions of S3 that are allowed, such as `s3:PutObject`. */
  readonly actions: readonly string[];
  /** Keys the actions reach, such as `AWSLogs/*`. Default: the bucket itself, for actions that concern no object. */
  readonly keys?: pulumi.Input<string>;
  /** Conditions by operator, then by key; they name the account or resource that the service acts for. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Transition {
  /** Days after the object was written. At least 30 for infrequent access. */
  readonly days: number;
  /** Storage class the object moves to (https://aws.amazon.com/s3/storage-classes/). */
  readonly storageClass: "STANDARD_IA" | "INTELLIGENT_TIERING" | "GLACIER_IR" | "GLACIER" | "DEEP_ARCHIVE";
}

export interface BucketArgs {
  /** What the bucket's name begins with, before the names of stack and component. Default: `aip-`. */
  readonly namePrefix?: string;
  /**
   * KMS key that encrypts the objects, with a bucket key so that it is asked seldom. Default: the keys of S3 itself,
   * which is all that the delivery of access logs can write to.
   */
  readonly kmsKeyArn?: pulumi.Input<string>;
  /** Name of the bucket that records each request to this one. Default: requests are not recorded. */
  readonly accessLogsBucket?: pulumi.Input<string>;
  /** Services that may use the bucket. Default: none; IAM policies of the account decide. */
  readonly grants?: readonly ServiceGrant[];
  /** Days that an overwritten or deleted version of an object is kept, 1 or more. Default: 30. */
  readonly noncurrentDays?: number;
  /** Days after which objects are deleted, 1 or more. Default: never. */
  readonly expirationDays?: number;
  /** Moves to cheaper storage. Default: none. */
  readonly transitions?: readonly Transition[];
  /**
   * Whether the bucket may be deleted with objects in it. Default: it may not, and Pulumi refuses to delete it at all.
   */
  readonly disposable?: boolean;
}

export type ResolvedBucket = BucketArgs &
  Required<Pick<BucketArgs, "grants" | "noncurrentDays" | "transitions" | "disposable">>;

const leastDays: Partial<Record<Transition["storageClass"], number>> = { STANDARD_IA: 30 };

/**
 * Checks the arguments of a bucket and fills in the defaults.
 *
 * @param prefix What the bucket's name starts with; the provider adds a text that makes it unique.
 */
export function resolveBucket(prefix: string, args: BucketArgs): ResolvedBucket {
  const problems = new Problems(`Bucket ${prefix}`);
  const { noncurrentDays = 30, expirationDays, transitions = [], grants = [], disposable = false } = args;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(prefix) || prefix.length > nameLimits.bucketPrefix) {
    problems.add(
      "name",
      prefix,
      `with namePrefix and the name of the stack at most ${nameLimits.bucketPrefix} lower-case letters, digits and dashes`,
    );
  }
  if (!Number.isInteger(noncurrentDays) || noncurrentDays < 1) {
    problems.add("noncurrentDays", noncurrentDays, "a whole number of days, 1 or more");
  }
  if (expirationDays !== undefined && (!Number.isInteger(expirationDays) || expirationDays < 1)) {
    problems.add("expirationDays", expirationDays, "a whole number of days, 1 or more");
  }
  for (const [index, { days, storageClass }] of transitions.entries()) {
    const least = leastDays[storageClass] ?? 0;
    if (days < least)
      problems.add(`transitions[${index}].days`, days, `at least ${least} for ${storageClass}`);
    if (expirationDays !== undefined && days >= expirationDays) {
      problems.add(`transitions[${index}].days`, days, `less than expirationDays (${expirationDays})`);
    }
  }
  problems.throwIfAny();
  return { ...args, noncurrentDays, transitions, grants, disposable };
}
