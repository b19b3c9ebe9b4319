import { fsbp, gdpr, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

export const lbAccessLogs = resourceRule({
  name: "lb-access-logs",
  family: "logging",
  title: "Load balancers write access logs",
  reasoning: "The load balancer is the last place that knows a client's own address and what it asked for.",
  severity: "medium",
  frameworks: [
    ...fsbp("ELB.5"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
    ...gdpr("Art.30"),
  ],
  enforcement: "mandatory",
  remediation: ["Set accessLogs with a bucket and enabled true."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
  types: [...loadBalancerTypes, "aws:elb/loadBalancer:LoadBalancer"],
  check(view, { fail, notApplicable }) {
    const type = view.at("loadBalancerType").text() ?? "application";
    if (type === "gateway") notApplicable("gateway load balancers write none");
    const logs = view.at("accessLogs");
    if (logs.isAbsent) return fail("accessLogs is not given.");
    // A classic load balancer writes them unless set otherwise, the others do not.
    const byDefault = view.type === "aws:elb/loadBalancer:LoadBalancer";
    if ((logs.at("enabled").flag() ?? byDefault) !== true) fail("accessLogs.enabled is not true.");
  },
});
