import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsSnapshotTags = resourceRule({
  name: "rds-snapshot-tags",
  family: "tagging",
  title: "Snapshots of databases carry the tags of their database",
  reasoning:
    "Snapshots outlive what they were taken of; without tags nobody knows whose they are or when they may go.",
  severity: "low",
  frameworks: [...fsbp("RDS.16", "RDS.17")],
  enforcement: "mandatory",
  remediation: ["Set copyTagsToSnapshot to true."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    if (view.type === "aws:rds/instance:Instance" && /^aurora/.test(view.at("engine").text() ?? "")) {
      notApplicable("set on its cluster");
    }
    if (view.at("copyTagsToSnapshot").flag() !== true) fail("copyTagsToSnapshot is not true.");
  },
  remediate(view) {
    if (!view.at("copyTagsToSnapshot").isAbsent) return undefined;
    return { ...view.resource.inputs, copyTagsToSnapshot: true };
  },
});
