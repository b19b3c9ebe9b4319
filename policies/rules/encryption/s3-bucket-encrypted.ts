import type { Value } from "@aip/common/value.ts";
import { pci, securityHub } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes, encryptionTypes, receivesLogs } from "../buckets.ts";

const kms: ReadonlySet<string | undefined> = new Set(["aws:kms", "aws:kms:dsse"]);

/** The default encryption in a rule of the split resource, or of the bucket's own older property. */
const byDefault = (rule: Value): Value => rule.at("applyServerSideEncryptionByDefault");

export const s3BucketEncrypted = stackRule({
  name: "s3-bucket-encrypted",
  family: "encryption",
  title: "Buckets encrypt with KMS by default",
  reasoning:
    "With S3's own key anyone who may read an object may decrypt it too; a KMS key is a second lock with a log of its own.",
  severity: "high",
  frameworks: [...securityHub("S3.17"), ...pci("3.5.1")],
  enforcement: "mandatory",
  remediation: [
    "Add a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms, a key and bucketKeyEnabled.",
  ],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      const split = stack.referring(bucket, "bucket", ...encryptionTypes);
      const rules = split.flatMap((configuration) => configuration.at("rules").list());
      const inline = bucket.at("serverSideEncryptionConfiguration", "rule");
      if (!inline.isAbsent) rules.push(inline);
      if (rules.some((rule) => kms.has(byDefault(rule).at("sseAlgorithm").text()))) {
        if (rules.every((rule) => rule.at("bucketKeyEnabled").flag() === false)) {
          fail("bucketKeyEnabled is false: every request asks KMS, and is billed for it.", bucket.urn);
        }
        return;
      }
      // Access logs of load balancers and of S3 are delivered only to buckets with keys of S3.
      if (receivesLogs(stack, bucket)) return;
      fail("No default encryption with KMS is configured.", bucket.urn);
    });
  },
});
