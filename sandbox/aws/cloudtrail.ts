import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

const policyType = "aws:s3/bucketPolicy:BucketPolicy";

/** CloudTrail tries the bucket when a trail is made, and refuses one that it may not write to. */
function checkBucket(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const bucket = planned.inputs.s3BucketName;
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

function checkLogs(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { cloudWatchLogsGroupArn: group, cloudWatchLogsRoleArn: role } = planned.inputs;
  if (typeof group === "string") {
    if (!group.endsWith(":*"))
      report("cloudWatchLogsGroupArn", group, "the ARN of a log group with :* after it");
    else if (!cloud.has(group.slice(0, -2))) {
      report("cloudWatchLogsGroupArn", group, "the ARN of a log group that exists, with :* after it");
    }
    if (!("cloudWatchLogsRoleArn" in planned.inputs)) {
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
    id: (planned) =>
      `arn:aws:cloudtrail:${planned.region}:${planned.account}:trail/${String(planned.inputs.name)}`,
    arn: (planned) =>
      `arn:aws:cloudtrail:${planned.region}:${planned.account}:trail/${String(planned.inputs.name)}`,
    required: ["s3BucketName"],
    check: (planned, cloud, report) => {
      checkBucket(planned, cloud, report);
      checkLogs(planned, cloud, report);
    },
    outputs: (planned) => ({ homeRegion: planned.region }),
  },
};
