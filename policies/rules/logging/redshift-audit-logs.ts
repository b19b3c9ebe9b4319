import { fsbp, hipaa, pci, soc2 } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const cluster = "aws:redshift/cluster:Cluster";

export const redshiftAuditLogs = stackRule({
  name: "redshift-audit-logs",
  family: "logging",
  title: "Redshift clusters write audit logs",
  reasoning: "Who connected and what they asked of the warehouse is kept nowhere else.",
  severity: "medium",
  frameworks: [
    ...fsbp("Redshift.4"),
    ...pci("10.2.1", "10.2.1.1", "10.2.1.2"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
  ],
  enforcement: "mandatory",
  remediation: ["Add an aws.redshift.Logging for the cluster."],
  url: "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",
  types: [cluster],
  check(stack, { fail, each }) {
    each(stack.ofType(cluster), (view) => {
      if (view.at("logging", "enable").flag() === true) return;
      if (stack.referring(view, "clusterIdentifier", "aws:redshift/logging:Logging").length === 0) {
        fail("Nothing logs what the cluster is asked.", view.urn);
      }
    });
  },
});
