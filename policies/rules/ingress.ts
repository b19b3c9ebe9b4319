import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { anyInternet } from "./ip-range.ts";

/** Types that hold rules of security groups: inside the group, and the two kinds of rules on their own. */
export const ingressTypes = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;

/** An ingress rule that lets in the whole internet. */
export interface OpenIngress {
  readonly path: string;
  readonly fromPort: number;
  readonly toPort: number;
}

const everyPort = { fromPort: 0, toPort: 65_535 };

function open(rule: Value, protocolKey: string, lists: readonly Value[]): OpenIngress | undefined {
  if (!anyInternet(...lists)) return undefined;
  const protocol = rule.at(protocolKey).text() ?? String(rule.at(protocolKey).number() ?? "-1");
  if (protocol === "-1" || protocol === "all") return { path: rule.path, ...everyPort };
  if (/^(icmp|icmpv6|1|58)$/.test(protocol)) return undefined;
  const fromPort = rule.at("fromPort").number() ?? 0;
  const toPort = rule.at("toPort").number() ?? 65_535;
  return { path: rule.path, fromPort, toPort: Math.max(fromPort, toPort) };
}

/** Each rule that may be open, apart: one that is unknown must not hide the others. */
export function ingressRules(view: ResourceView): readonly (() => OpenIngress | undefined)[] {
  const whole = view.at();
  switch (view.type) {
    case "aws:ec2/securityGroupRule:SecurityGroupRule":
      return [
        () =>
          view.at("type").text() === "ingress"
            ? open(whole, "protocol", [view.at("cidrBlocks"), view.at("ipv6CidrBlocks")])
            : undefined,
      ];
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return [() => open(whole, "ipProtocol", [view.at("cidrIpv4"), view.at("cidrIpv6")])];
    default:
      return view
        .at("ingress")
        .list()
        .map((rule) => () => open(rule, "protocol", [rule.at("cidrBlocks"), rule.at("ipv6CidrBlocks")]));
  }
}
