import { fsbp, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ec2SubnetNoPublicIp = resourceRule({
  name: "ec2-subnet-no-public-ip",
  family: "network-exposure",
  title: "Subnets hand out no public addresses by themselves",
  reasoning:
    "Who needs a public address should ask for it; otherwise everything in the subnet has one, noticed or not.",
  severity: "medium",
  frameworks: [...fsbp("EC2.15"), ...soc2("CC6.6")],
  enforcement: "mandatory",
  remediation: [
    "Leave mapPublicIpOnLaunch out; load balancers and NAT gateways get their addresses without it.",
  ],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  types: ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"],
  check(view, { fail }) {
    if (view.at("mapPublicIpOnLaunch").flag() === true) fail("mapPublicIpOnLaunch is true.");
  },
  remediate(view) {
    if (view.at("mapPublicIpOnLaunch").flag() !== true) return undefined;
    return { ...view.resource.inputs, mapPublicIpOnLaunch: false };
  },
});
