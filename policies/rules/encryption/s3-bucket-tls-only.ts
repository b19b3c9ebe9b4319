import { statements } from "@aip/common/iam/document.ts";
import type { Value } from "@aip/common/value.ts";
import { cisAws, fsbp, gdpr, hipaa, pci } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { bucketPolicyType, bucketTypes } from "../buckets.ts";

/** Whether a statement refuses every request without TLS, no matter who sends it. */
function refusesPlainText(statement: Value): boolean {
  if (statement.at("Effect").text() !== "Deny") return false;
  const principal = statement.at("Principal");
  const everybody = principal.raw() === "*" || principal.at("AWS").texts().includes("*");
  const everything = statement
    .at("Action")
    .texts()
    .some((action) => action === "*" || action.toLowerCase() === "s3:*");
  const insecure = statement
    .at("Condition")
    .entries()
    .some(([operator, keys]) => {
      const [, value] = keys.entries().find(([key]) => key.toLowerCase() === "aws:securetransport") ?? [];
      return /^Bool(IfExists)?$/.test(operator) && (value?.texts()[0] === "false" || value?.flag() === false);
    });
  return everybody && everything && insecure;
}

export const s3BucketTlsOnly = stackRule({
  name: "s3-bucket-tls-only",
  family: "encryption",
  title: "Buckets refuse requests without TLS",
  reasoning:
    "S3 answers plain HTTP too; only the bucket's own policy keeps a client from sending data, and its signature, in clear.",
  severity: "high",
  frameworks: [
    ...fsbp("S3.5"),
    ...cisAws("2.1.1"),
    ...pci("4.2.1", "4.2.1.1"),
    ...hipaa("164.312(e)(1)", "164.312(e)(2)(i)"),
    ...gdpr("Art.32"),
  ],
  enforcement: "mandatory",
  remediation: ['Add a bucket policy that denies s3:* to everybody where aws:SecureTransport is "false".'],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      const documents = stack
        .referring(bucket, "bucket", bucketPolicyType)
        .map((policy) => policy.at("policy"));
      if (!bucket.at("policy").isAbsent) documents.push(bucket.at("policy"));
      const found = documents.filter((document) => !document.isUnknown).flatMap(statements);
      if (found.some(refusesPlainText)) return;
      // A policy that is not known yet may be the one.
      for (const document of documents) document.json();
      fail("No bucket policy refuses requests without TLS.", bucket.urn);
    });
  },
});
