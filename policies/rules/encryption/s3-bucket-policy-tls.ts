import { statements } from "@aip/common/iam/document.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { bucketPolicyType } from "../buckets.ts";

const mentionsTls = (view: ResourceView): boolean =>
  statements(view.at("policy")).some((statement) =>
    statement
      .at("Condition")
      .entries()
      .some(([, keys]) => keys.keys().some((key) => key.toLowerCase() === "aws:securetransport")),
  );

export const s3BucketPolicyTls = resourceRule({
  name: "s3-bucket-policy-tls",
  family: "encryption",
  title: "Every bucket policy speaks of TLS",
  reasoning:
    "The rule on whole buckets judges once all resources are known; this one stops a policy that forgets TLS before it is put in place, and can add the statement by itself.",
  severity: "medium",
  frameworks: [...fsbp("S3.5")],
  enforcement: "mandatory",
  remediation: ['Add a statement that denies s3:* to everybody where aws:SecureTransport is "false".'],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  types: [bucketPolicyType],
  check(view, { fail }) {
    if (!mentionsTls(view)) fail("No statement has a condition on aws:SecureTransport.");
  },
  remediate(view) {
    const [first] = statements(view.at("policy"));
    const bucket = view.at("bucket");
    if (first === undefined || mentionsTls(view) || bucket.isUnknown) return undefined;
    const name = bucket.text();
    const document = view.at("policy").json().raw();
    if (name === undefined || typeof document !== "object" || document === null) return undefined;
    const arn = name.startsWith("arn:") ? name : `arn:aws:s3:::${name}`;
    const statement = {
      Sid: "RefusePlainText",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const policy = {
      ...document,
      Statement: [...statements(view.at("policy")).map((given) => given.raw()), statement],
    };
    return { ...view.resource.inputs, policy: JSON.stringify(policy) };
  },
});
