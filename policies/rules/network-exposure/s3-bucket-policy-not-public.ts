import { isPublic, statements } from "@aip/common/iam/document.ts";
import { fsbp, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { bucketPolicyType, bucketTypes } from "../buckets.ts";

export const s3BucketPolicyNotPublic = resourceRule({
  name: "s3-bucket-policy-not-public",
  family: "network-exposure",
  title: "No bucket policy lets in everybody",
  reasoning: "A statement for every principal, narrowed by nothing, publishes the bucket.",
  severity: "critical",
  frameworks: [
    ...fsbp("S3.2", "S3.3"),
    ...pci("1.2.8", "1.3.1", "1.3.2"),
    ...hipaa("164.308(a)(3)(i)", "164.312(a)(1)"),
  ],
  enforcement: "mandatory",
  remediation: ["Name the principals, or narrow the statement by account, organization or VPC endpoint."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html",
  types: [bucketPolicyType, ...bucketTypes],
  check(view, { fail, each }) {
    each(statements(view.at("policy")), (statement) => {
      if (isPublic(statement))
        fail(`Statement ${statement.path} allows any principal without a narrowing condition.`);
    });
  },
});
