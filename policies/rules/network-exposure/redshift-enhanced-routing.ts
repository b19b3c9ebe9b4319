import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const redshiftEnhancedRouting = resourceRule({
  name: "redshift-enhanced-routing",
  family: "network-exposure",
  title: "Redshift loads and unloads through the VPC",
  reasoning:
    "Otherwise COPY and UNLOAD leave through the internet, past flow logs, endpoints and their policies.",
  severity: "medium",
  frameworks: [...fsbp("Redshift.7")],
  enforcement: "mandatory",
  remediation: ["Set enhancedVpcRouting to true."],
  url: "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html",
  types: ["aws:redshift/cluster:Cluster", "aws:redshiftserverless/workgroup:Workgroup"],
  check(view, { fail }) {
    if (view.at("enhancedVpcRouting").flag() !== true) fail("enhancedVpcRouting is not true.");
  },
});
