import { cisAws, fsbp, hipaa } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsMultiZone = resourceRule({
  name: "rds-multi-zone",
  family: "reliability",
  title: "Production databases have a standby in another zone",
  reasoning: "With a standby the loss of a zone costs a minute; without, as long as a restore takes.",
  severity: "medium",
  frameworks: [...fsbp("RDS.5"), ...cisAws("2.2.4"), ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)")],
  enforcement: { development: "disabled", staging: "disabled", production: "mandatory" },
  remediation: ["Set multiAz to true."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  types: ["aws:rds/instance:Instance", "aws:redshift/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    if (view.at("replicateSourceDb").isSet) notApplicable("a replica");
    if (view.type === "aws:redshift/cluster:Cluster" && !/^ra3\./.test(view.at("nodeType").text() ?? "")) {
      notApplicable("nodes of this type cannot span zones");
    }
    if (view.at("multiAz").flag() !== true) fail("multiAz is not true.");
  },
});
