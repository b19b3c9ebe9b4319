import { fsbp, gdpr, hipaa, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsBackedUp = resourceRule({
  name: "rds-backed-up",
  family: "backup",
  title: "Databases keep backups for a week or longer",
  reasoning:
    "A wrong statement is often noticed days after it ran; point-in-time recovery reaches only as far as the backups.",
  severity: "high",
  frameworks: [
    ...fsbp("RDS.11"),
    ...pci("10.5.1"),
    ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"),
    ...soc2("A1.2", "CC7.5"),
    ...gdpr("Art.32"),
  ],
  enforcement: { development: "advisory", staging: "mandatory", production: "mandatory" },
  remediation: ["Set backupRetentionPeriod to at least as many days as the setting says."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  settings: {
    minimumDays: {
      type: "integer",
      default: 7,
      minimum: 1,
      maximum: 35,
      description: "Fewest days of backups that are accepted.",
    },
  },
  check(view, { fail, config, notApplicable }) {
    if (view.at("replicateSourceDb").isSet) notApplicable("its source is backed up");
    // An instance keeps none unless set otherwise, a cluster one day.
    const byDefault = view.type === "aws:rds/cluster:Cluster" ? 1 : 0;
    const days = view.at("backupRetentionPeriod").number() ?? byDefault;
    if (days < config.minimumDays)
      fail(`backupRetentionPeriod is ${days} days, less than ${config.minimumDays}.`);
  },
  remediate(view, { config }) {
    if (!view.at("backupRetentionPeriod").isAbsent || view.at("replicateSourceDb").isSet) return undefined;
    return { ...view.resource.inputs, backupRetentionPeriod: config.minimumDays };
  },
});
