import { fsbp, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { ingressRules, ingressTypes } from "../ingress.ts";

export const ec2InternetIngressAuthorised = resourceRule({
  name: "ec2-internet-ingress-authorised",
  family: "network-exposure",
  title: "The internet reaches authorised ports only",
  reasoning:
    "Databases, caches, brokers and dashboards are not built to face the internet; their ports belong behind a gateway.",
  severity: "high",
  frameworks: [...fsbp("EC2.18", "EC2.19", "Redshift.15"), ...soc2("CC6.6")],
  enforcement: "mandatory",
  remediation: ["Let in the addresses or the security group that need the port, and nobody else."],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  types: ingressTypes,
  settings: {
    ports: {
      type: "array",
      items: { type: "string" },
      default: ["80", "443"],
      description: "Ports that the internet may reach.",
    },
  },
  check(view, { fail, each, config }) {
    each(ingressRules(view), (read) => {
      const rule = read();
      // Every port at once is the finding of ec2-admin-ports-closed.
      if (rule === undefined || (rule.fromPort === 0 && rule.toPort >= 65_535)) return;
      const { fromPort, toPort } = rule;
      const authorised = fromPort === toPort && config.ports.includes(String(fromPort));
      if (!authorised) {
        fail(
          `Port ${fromPort === toPort ? fromPort : `${fromPort} to ${toPort}`} is open to the internet; ` +
            `authorised are ${config.ports.join(", ")}.`,
        );
      }
    });
  },
});
