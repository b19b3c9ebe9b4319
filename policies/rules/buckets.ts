import type { StackView, Subject } from "../rule.ts";

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

const isIn = (bucket: Subject, names: readonly unknown[]): boolean =>
  [bucket.resource.id, bucket.at("bucket").raw()].some((name) => name !== undefined && names.includes(name));

/** Whether other resources of the stack deliver logs to the bucket. */
export function receivesLogs(stack: StackView, bucket: Subject): boolean {
  if (stack.referring(bucket, "targetBucket", ...loggingTypes).length > 0) return true;
  return receivesBalancerLogs(stack, bucket);
}

/** Whether load balancers deliver logs to the bucket; they write only to buckets encrypted with S3's own keys. */
export function receivesBalancerLogs(stack: StackView, bucket: Subject): boolean {
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
