import { policy, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const bucket = "aws:s3/bucket:Bucket";
const sse = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const balancer = "aws:lb/loadBalancer:LoadBalancer";

const kms = (algorithm: string, key = true) => [
  { applyServerSideEncryptionByDefault: { sseAlgorithm: algorithm }, bucketKeyEnabled: key },
];

const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const readers = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:role/reader" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::lake/*",
};

export const cases: readonly RuleCases[] = [
  {
    rule: "s3-bucket-encrypted",
    good: {
      "split resource": [
        resource(bucket, "lake"),
        resource(sse, "sse", { rules: kms("aws:kms") }, { bucket: "lake" }),
      ],
      "two layers of KMS": [
        resource(bucket, "lake"),
        resource(sse, "sse", { rules: kms("aws:kms:dsse") }, { bucket: "lake" }),
      ],
      "joined by the literal name": [
        resource(bucket, "lake", { bucket: "acme-lake" }),
        resource(sse, "sse", { bucket: "acme-lake", rules: kms("aws:kms") }),
      ],
      "the older property of the bucket": [
        resource(bucket, "lake", {
          serverSideEncryptionConfiguration: {
            rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } },
          },
        }),
      ],
      "a bucket of load balancer logs cannot": [
        resource(bucket, "logs"),
        resource(balancer, "web", { accessLogs: { bucket: unknown, enabled: true } }, { accessLogs: "logs" }),
      ],
    },
    bad: {
      nothing: [resource(bucket, "lake")],
      "keys of S3": [
        resource(bucket, "lake"),
        resource(sse, "sse", { rules: kms("AES256") }, { bucket: "lake" }),
      ],
      "another bucket's": [
        resource(bucket, "lake"),
        resource(bucket, "other"),
        resource(sse, "sse", { rules: kms("aws:kms") }, { bucket: "other" }),
      ],
      "without bucket key": [
        resource(bucket, "lake"),
        resource(sse, "sse", { rules: kms("aws:kms", false) }, { bucket: "lake" }),
      ],
    },
    deferred: {
      "the rules are not known": [
        resource(bucket, "lake"),
        resource(sse, "sse", { rules: unknown }, { bucket: "lake" }),
      ],
      "whose it is is not known": [
        resource(bucket, "lake"),
        resource(sse, "sse", { bucket: unknown, rules: kms("aws:kms") }),
      ],
    },
  },
  {
    rule: "s3-bucket-tls-only",
    good: {
      "a policy of its own": [
        resource(bucket, "lake"),
        resource(bucketPolicy, "tls", { policy: policy(tlsOnly) }, { bucket: "lake" }),
      ],
      "one statement, not in a list": [
        resource(bucket, "lake"),
        resource(bucketPolicy, "tls", { policy: JSON.stringify({ Statement: tlsOnly }) }, { bucket: "lake" }),
      ],
      "a document that is an object": [
        resource(bucket, "lake"),
        resource(
          bucketPolicy,
          "tls",
          {
            policy: {
              Statement: [
                {
                  ...tlsOnly,
                  Principal: { AWS: "*" },
                  Condition: { Bool: { "AWS:SecureTransport": false } },
                },
              ],
            },
          },
          { bucket: "lake" },
        ),
      ],
    },
    bad: {
      "no policy": [resource(bucket, "lake")],
      "a policy that only allows": [
        resource(bucket, "lake"),
        resource(bucketPolicy, "read", { policy: policy(readers) }, { bucket: "lake" }),
      ],
      "only writing is refused": [
        resource(bucket, "lake"),
        resource(
          bucketPolicy,
          "tls",
          { policy: policy({ ...tlsOnly, Action: "s3:PutObject" }) },
          { bucket: "lake" },
        ),
      ],
      "refused to one role only": [
        resource(bucket, "lake"),
        resource(
          bucketPolicy,
          "tls",
          { policy: policy({ ...tlsOnly, Principal: { AWS: "arn:aws:iam::123456789012:role/reader" } }) },
          { bucket: "lake" },
        ),
      ],
      "the condition the wrong way round": [
        resource(bucket, "lake"),
        resource(
          bucketPolicy,
          "tls",
          { policy: policy({ ...tlsOnly, Condition: { Bool: { "aws:SecureTransport": "true" } } }) },
          { bucket: "lake" },
        ),
      ],
    },
    deferred: {
      "the policy is not known": [
        resource(bucket, "lake"),
        resource(bucketPolicy, "tls", { policy: unknown }, { bucket: "lake" }),
      ],
    },
  },
  {
    rule: "s3-bucket-policy-tls",
    type: bucketPolicy,
    good: { "has the statement": { bucket: "lake", policy: policy(readers, tlsOnly) } },
    bad: {
      "has not": { bucket: "lake", policy: policy(readers) },
      "is empty": { bucket: "lake", policy: "{}" },
    },
    deferred: { "not known yet": { bucket: unknown, policy: unknown } },
  },
];
