import { fsbp, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const redshiftBackedUp = resourceRule({
  name: "redshift-backed-up",
  family: "backup",
  title: "Redshift clusters keep automatic snapshots for a week or longer",
  reasoning: "What was loaded wrongly on Friday is found on Monday.",
  severity: "medium",
  frameworks: [
    ...fsbp("Redshift.3"),
    ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"),
    ...soc2("A1.2", "CC7.5"),
  ],
  enforcement: { development: "advisory", staging: "mandatory", production: "mandatory" },
  remediation: ["Set automatedSnapshotRetentionPeriod to 7 days or more."],
  url: "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html",
  types: ["aws:redshift/cluster:Cluster"],
  check(view, { fail }) {
    const days = view.at("automatedSnapshotRetentionPeriod").number() ?? 1;
    if (days < 7) fail(`automatedSnapshotRetentionPeriod is ${days} days, less than 7.`);
  },
});
