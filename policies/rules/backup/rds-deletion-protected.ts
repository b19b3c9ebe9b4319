import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsDeletionProtected = resourceRule({
  name: "rds-deletion-protected",
  family: "backup",
  title: "Databases cannot be deleted by one call",
  reasoning:
    "A replacement nobody expected, or a destroy in the wrong terminal, otherwise takes the data with it.",
  severity: "medium",
  frameworks: [...fsbp("RDS.7", "RDS.8")],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Set deletionProtection to true."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster"],
  check(view, { fail, notApplicable }) {
    if (view.at("replicateSourceDb").isSet) notApplicable("a replica holds nothing of its own");
    if (view.at("deletionProtection").flag() !== true) fail("deletionProtection is not true.");
  },
  remediate(view) {
    if (!view.at("deletionProtection").isAbsent || view.at("replicateSourceDb").isSet) return undefined;
    return { ...view.resource.inputs, deletionProtection: true };
  },
});
