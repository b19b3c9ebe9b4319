import { cisAws, fsbp } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const vpc = "aws:ec2/vpc:Vpc";
const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

export const ec2DefaultSecurityGroupClosed = stackRule({
  name: "ec2-default-security-group-closed",
  family: "network-exposure",
  title: "The default security group of a VPC lets nothing through",
  reasoning:
    "Whatever names no security group lands in the default one, which lets its members talk to each other and to everybody.",
  severity: "medium",
  frameworks: [...fsbp("EC2.2"), ...cisAws("5.5")],
  enforcement: "mandatory",
  remediation: ["Add an aws.ec2.DefaultSecurityGroup for the VPC with neither ingress nor egress."],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  types: [vpc, group],
  check(stack, { fail, each }) {
    each(stack.ofType(vpc), (view) => {
      if (stack.referring(view, "vpcId", group).length === 0) {
        fail("Nothing closes the default security group of the VPC.", view.urn);
      }
    });
    each(stack.ofType(group), (view) => {
      for (const direction of ["ingress", "egress"]) {
        if (view.at(direction).list().length > 0) {
          fail(`The default security group has ${direction} rules.`, view.urn);
        }
      }
    });
  },
});
