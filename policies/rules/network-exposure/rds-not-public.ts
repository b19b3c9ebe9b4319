import { cisAws, fsbp, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsNotPublic = resourceRule({
  name: "rds-not-public",
  family: "network-exposure",
  title: "Databases have no public address",
  reasoning: "A database that can be reached can be guessed at, and its next unpatched fault is everybody's.",
  severity: "critical",
  frameworks: [
    ...fsbp("RDS.2", "Redshift.1"),
    ...cisAws("2.2.3"),
    ...pci("1.2.8", "1.3.1", "1.3.2"),
    ...hipaa("164.308(a)(3)(i)", "164.312(a)(1)"),
  ],
  enforcement: "mandatory",
  remediation: ["Set publiclyAccessible to false and use private subnets."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:redshift/cluster:Cluster",
    "aws:redshiftserverless/workgroup:Workgroup",
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:neptune/clusterInstance:ClusterInstance",
  ],
  check(view, { fail }) {
    if (view.at("publiclyAccessible").flag() === true) fail("publiclyAccessible is true.");
  },
});
