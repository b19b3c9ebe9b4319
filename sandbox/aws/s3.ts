import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report, ResourceModel } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

/** Settings of a bucket are resources of their own, with the bucket's name as their id. */
const setting = (check?: ResourceModel["check"]): ResourceModel => ({
  id: (draft) => String(draft.inputs.bucket),
  required: ["bucket"],
  replaceOn: ["bucket"],
  check: (draft, cloud, report) => {
    checkBucket(draft, cloud, report);
    check?.(draft, cloud, report);
  },
});

function checkBucket(draft: Draft, cloud: CloudView, report: Report): void {
  const bucket = draft.inputs.bucket;
  if (typeof bucket === "string" && !cloud.has(bucket)) report("bucket", bucket, "a bucket that exists");
}

export const s3: Models = {
  "aws:s3/bucket:Bucket": {
    name: {
      property: "bucket",
      maxLength: 63,
      pattern: /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3)$)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
      allowed:
        "3 to 63 lower-case letters, digits, dots and dashes, starting and ending with a letter or digit",
      unique: "global",
    },
    arn: (draft) => `arn:aws:s3:::${draft.id}`,
    outputs: (draft) => ({
      bucketDomainName: `${draft.id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${draft.id}.s3.${draft.region}.amazonaws.com`,
      hostedZoneId: "Z3AQBSTGFYJSTF",
      region: draft.region,
    }),
  },
  "aws:s3/bucketVersioning:BucketVersioning": setting(),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting(),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting(),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting(),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting(),
  "aws:s3/bucketLogging:BucketLogging": setting(),
  "aws:s3/bucketPolicy:BucketPolicy": setting((draft, _, report) =>
    checkPolicyDocument("policy", draft.inputs.policy, "resource", report),
  ),
};
