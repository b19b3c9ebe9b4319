import { resourceRule } from "../../rule.ts";
import { bucketTypes } from "../buckets.ts";

export const s3BucketNotEmptied = resourceRule({
  name: "s3-bucket-not-emptied",
  family: "backup",
  title: "No bucket is emptied so that it can be deleted",
  reasoning:
    "forceDestroy deletes every object and version without asking; S3's own refusal to delete a full bucket is the safety net.",
  severity: "high",
  frameworks: [],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Leave forceDestroy (of a repository: forceDelete) out."],
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
  types: [...bucketTypes, "aws:ecr/repository:Repository"],
  check(view, { fail }) {
    const property = view.type === "aws:ecr/repository:Repository" ? "forceDelete" : "forceDestroy";
    if (view.at(property).flag() === true) fail(`${property} is true.`);
  },
});
