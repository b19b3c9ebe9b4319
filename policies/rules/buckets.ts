import { allows, statements } from "@aip/common/iam/document.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";

/** The bucket and its older name in the provider. */
export const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

export const bucketPolicyType = "aws:s3/bucketPolicy:BucketPolicy";
export const publicAccessBlockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** Settings of a bucket are resources of their own, each of which had an older name as well. */
export const encryptionTypes = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
] as const;
export const versioningTypes = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
] as const;
export const loggingTypes = [
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketLoggingV2:BucketLoggingV2",
] as const;

export const loadBalancerTypes = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
] as const;

const isIn = (bucket: ResourceView, names: readonly unknown[]): boolean =>
  [bucket.resource.id, bucket.at("bucket").raw()].some((name) => name !== undefined && names.includes(name));

/** The services of AWS that write logs into buckets, as a bucket's policy names them. */
const deliverers: ReadonlySet<string> = new Set([
  "cloudtrail.amazonaws.com",
  "config.amazonaws.com",
  "delivery.logs.amazonaws.com",
  "logdelivery.elasticloadbalancing.amazonaws.com",
  "logging.s3.amazonaws.com",
]);

/** Whether logs are delivered to the bucket: by resources of the stack, or by a service its policy lets write. */
export function receivesLogs(stack: StackView, bucket: ResourceView): boolean {
  if (stack.referring(bucket, "targetBucket", ...loggingTypes).length > 0) return true;
  if (receivesBalancerLogs(stack, bucket)) return true;
  const documents = stack.referring(bucket, "bucket", bucketPolicyType).map((policy) => policy.at("policy"));
  return documents
    .filter((document) => !document.isUnknown)
    .flatMap(statements)
    .some(
      (statement) =>
        allows(statement) &&
        statement
          .at("Principal", "Service")
          .texts()
          .some((service) => deliverers.has(service)),
    );
}

/** Whether load balancers deliver logs to the bucket; they write only to buckets encrypted with S3's own keys. */
export function receivesBalancerLogs(stack: StackView, bucket: ResourceView): boolean {
  return stack.ofType(...loadBalancerTypes).some((balancer) => {
    const depends = balancer.resource.propertyDependencies?.accessLogs;
    if (depends?.includes(bucket.urn)) return true;
    const target = balancer.at("accessLogs", "bucket");
    if (target.isAbsent) return false;
    return target.isUnknown
      ? balancer.resource.dependsOn.includes(bucket.urn)
      : isIn(bucket, [target.text()]) ||
          (bucket.resource.id === undefined && balancer.resource.dependsOn.includes(bucket.urn));
  });
}
