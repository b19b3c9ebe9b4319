import { readUsage } from "@aip/pricing/index.ts";
import { usageDefaults } from "@aip/pricing/usage/usage.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes } from "../buckets.ts";

const lifecycleTypes = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
] as const;

export const s3LargeBucketLifecycle = stackRule({
  name: "s3-large-bucket-lifecycle",
  family: "cost",
  title: "Large buckets have lifecycle rules",
  reasoning:
    "What nobody reads any more belongs into a cheaper class or away; without a rule it stays at full price.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Add a BucketLifecycleConfiguration that moves or expires old objects and versions."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  types: [...bucketTypes],
  settings: {
    largeGB: {
      type: "number",
      description: "GB from which a bucket counts as large, by the usage the environment file assumes.",
      default: 500,
      minimum: 0,
    },
  },
  check(stack, { config, environment, each, fail }) {
    const usage = { ...usageDefaults, ...readUsage(environment.usage) };
    each(stack.ofType(...bucketTypes), (bucket) => {
      const size = usage.buckets[bucket.name]?.GB ?? usage.bucket.GB;
      if (size < config.largeGB || bucket.at("lifecycleRules").list().length > 0) return;
      if (stack.referring(bucket, "bucket", ...lifecycleTypes).length > 0) return;
      fail(`The bucket is expected to hold ${size} GB and has no lifecycle rules.`, bucket.urn);
    });
  },
});
