import { fsbp, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const elasticacheBackedUp = resourceRule({
  name: "elasticache-backed-up",
  family: "backup",
  title: "Replication groups keep snapshots",
  reasoning:
    "An online feature store that comes back empty serves wrong answers until everything is materialised again.",
  severity: "medium",
  frameworks: [
    ...fsbp("ElastiCache.1"),
    ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"),
    ...soc2("A1.2", "CC7.5"),
  ],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Set snapshotRetentionLimit to at least 1 day."],
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(view, { fail }) {
    if ((view.at("snapshotRetentionLimit").number() ?? 0) < 1) fail("snapshotRetentionLimit is 0.");
  },
  remediate(view) {
    if (!view.at("snapshotRetentionLimit").isAbsent) return undefined;
    return { ...view.resource.inputs, snapshotRetentionLimit: 1 };
  },
});
