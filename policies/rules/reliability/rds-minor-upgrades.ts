import { cisAws, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsMinorUpgrades = resourceRule({
  name: "rds-minor-upgrades",
  family: "reliability",
  title: "Databases and caches take minor upgrades by themselves",
  reasoning: "Minor versions are how faults and holes are fixed; nobody applies them by hand for long.",
  severity: "high",
  frameworks: [...fsbp("RDS.13", "RDS.35", "ElastiCache.2"), ...cisAws("2.2.2"), ...pci("6.3.3")],
  enforcement: "mandatory",
  remediation: ["Leave autoMinorVersionUpgrade out, or set it to true."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
  ],
  check(view, { fail }) {
    for (const property of ["autoMinorVersionUpgrade", "allowVersionUpgrade"]) {
      if (view.at(property).flag() === false) fail(`${property} is false.`);
    }
  },
});
