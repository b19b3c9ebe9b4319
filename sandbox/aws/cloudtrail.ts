import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report } from "../core/model.ts";

const policyType = "aws:s3/bucketPolicy:BucketPolicy";

/** CloudTrail tries the bucket when a trail is made, and refuses one that it may not write to. */
function checkBucket(draft: Draft, cloud: CloudView, report: Report): void {
  const bucket = draft.inputs.s3BucketName;
  if (typeof bucket !== "string") return;
  if (!cloud.has(bucket)) {
    report("s3BucketName", bucket, "a bucket that exists");
    return;
  }
  const policy = cloud.read(bucket, policyType)?.inputs.policy;
  if (typeof policy !== "string" || !policy.includes('"cloudtrail.amazonaws.com"')) {
    report("s3BucketName", bucket, "a bucket whose policy lets cloudtrail.amazonaws.com write to it");
  }
}

function checkLogs(draft: Draft, cloud: CloudView, report: Report): void {
  const { cloudWatchLogsGroupArn: group, cloudWatchLogsRoleArn: role } = draft.inputs;
  if (typeof group === "string") {
    if (!group.endsWith(":*"))
      report("cloudWatchLogsGroupArn", group, "the ARN of a log group with :* after it");
    else if (!cloud.has(group.slice(0, -2))) {
      report("cloudWatchLogsGroupArn", group, "the ARN of a log group that exists, with :* after it");
    }
    if (!("cloudWatchLogsRoleArn" in draft.inputs)) {
      report("cloudWatchLogsRoleArn", role, "a role where cloudWatchLogsGroupArn is given");
    }
  }
}

export const cloudtrail: Models = {
  "aws:cloudtrail/trail:Trail": {
    name: {
      property: "name",
      maxLength: 128,
      pattern: /^(?=.{3,})[A-Za-z0-9]([._-]?[A-Za-z0-9])*$/,
      allowed: "3 or more letters and digits with single . _ - between them",
      unique: "account",
    },
    id: (draft) => `arn:aws:cloudtrail:${draft.region}:${draft.account}:trail/${String(draft.inputs.name)}`,
    arn: (draft) => `arn:aws:cloudtrail:${draft.region}:${draft.account}:trail/${String(draft.inputs.name)}`,
    required: ["s3BucketName"],
    check: (draft, cloud, report) => {
      checkBucket(draft, cloud, report);
      checkLogs(draft, cloud, report);
    },
    outputs: (draft) => ({ homeRegion: draft.region }),
  },
};
