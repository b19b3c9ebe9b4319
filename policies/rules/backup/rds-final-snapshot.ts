import { resourceRule } from "../../rule.ts";

export const rdsFinalSnapshot = resourceRule({
  name: "rds-final-snapshot",
  family: "backup",
  title: "A database that is deleted leaves a snapshot",
  reasoning:
    "Automatic backups go with the instance; the final snapshot is what is left of it after the wrong destroy.",
  severity: "high",
  frameworks: [],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Set skipFinalSnapshot to false and give finalSnapshotIdentifier."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:redshift/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    if (view.at("replicateSourceDb").isSet) notApplicable("a replica holds nothing of its own");
    if (view.at("skipFinalSnapshot").flag() === true) fail("skipFinalSnapshot is true.");
  },
});
