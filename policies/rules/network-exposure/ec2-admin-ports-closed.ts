import { cisAws, hipaa, pci, securityHub, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { ingressRules, ingressTypes } from "../ingress.ts";

const adminPorts = [22, 3389];

export const ec2AdminPortsClosed = resourceRule({
  name: "ec2-admin-ports-closed",
  family: "network-exposure",
  title: "No security group opens SSH, RDP or every port to the internet",
  reasoning: "These ports are scanned all day long; one weak login behind one of them is enough.",
  severity: "critical",
  frameworks: [
    ...securityHub("EC2.13", "EC2.14", "EC2.53"),
    ...cisAws("5.3", "5.4"),
    ...pci("1.2.8", "1.3.1", "1.3.2"),
    ...hipaa("164.312(e)(1)"),
    ...soc2("CC6.6"),
  ],
  enforcement: "mandatory",
  remediation: ["Name the addresses that need the port, or use Session Manager, which needs none."],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  types: [...ingressTypes, "aws:eks/nodeGroup:NodeGroup"],
  check(view, { fail, each }) {
    if (view.type === "aws:eks/nodeGroup:NodeGroup") {
      const access = view.at("remoteAccess");
      const groups = access.at("sourceSecurityGroupIds");
      if (access.at("ec2SshKey").isSet && !groups.isUnknown && groups.list().length === 0) {
        fail("remoteAccess names a key and no sourceSecurityGroupIds, which opens SSH to the internet.");
      }
      return;
    }
    each(ingressRules(view), (read) => {
      const rule = read();
      if (rule === undefined) return;
      if (rule.fromPort === 0 && rule.toPort >= 65_535) return fail("Every port is open to the internet.");
      const open = adminPorts.filter((port) => rule.fromPort <= port && port <= rule.toPort);
      if (open.length > 0) fail(`Port ${open.join(" and ")} is open to the internet.`);
    });
  },
});
