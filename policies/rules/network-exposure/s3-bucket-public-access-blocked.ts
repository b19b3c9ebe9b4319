import { cisAws, fsbp } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes, publicAccessBlockType } from "../buckets.ts";

export const s3BucketPublicAccessBlocked = stackRule({
  name: "s3-bucket-public-access-blocked",
  family: "network-exposure",
  title: "Every bucket has a public access block",
  reasoning:
    "The block holds whatever a later policy or ACL says, so that one mistake does not publish a bucket.",
  severity: "critical",
  frameworks: [...fsbp("S3.8"), ...cisAws("2.1.4")],
  enforcement: "mandatory",
  remediation: ["Add an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      if (stack.referring(bucket, "bucket", publicAccessBlockType).length === 0) {
        fail("The bucket has no public access block.", bucket.urn);
      }
    });
  },
});
