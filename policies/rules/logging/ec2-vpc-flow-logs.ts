import { cisAws, fsbp, gdpr, hipaa, pci, soc2 } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const vpc = "aws:ec2/vpc:Vpc";
const flowLog = "aws:ec2/flowLog:FlowLog";

export const ec2VpcFlowLogs = stackRule({
  name: "ec2-vpc-flow-logs",
  family: "logging",
  title: "Every VPC has flow logs",
  reasoning:
    "They show who talked to whom: the first question after an incident, and the last resort when a security group is doubted.",
  severity: "medium",
  frameworks: [
    ...fsbp("EC2.6"),
    ...cisAws("3.7"),
    ...pci("10.2.1", "10.2.1.1", "10.2.1.2"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
    ...gdpr("Art.25", "Art.30"),
  ],
  enforcement: "mandatory",
  remediation: ["Add an aws.ec2.FlowLog with the VPC's id and trafficType ALL or REJECT."],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  types: [vpc],
  check(stack, { fail, each }) {
    each(stack.ofType(vpc), (view) => {
      const logs = stack.referring(view, "vpcId", flowLog);
      if (logs.length === 0) return fail("The VPC has no flow log.", view.urn);
      const rejected = logs.some((log) => ["ALL", "REJECT"].includes(log.at("trafficType").text() ?? "ALL"));
      if (!rejected) fail("The flow logs leave out rejected traffic.", view.urn);
    });
  },
});
