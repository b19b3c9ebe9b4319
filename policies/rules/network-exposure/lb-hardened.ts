import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

export const lbHardened = resourceRule({
  name: "lb-hardened",
  family: "network-exposure",
  title: "Application load balancers drop malformed requests",
  reasoning:
    "Malformed headers and ambiguous requests are how a client makes load balancer and application disagree on what was asked.",
  severity: "medium",
  frameworks: [...fsbp("ELB.4", "ELB.12")],
  enforcement: "mandatory",
  remediation: [
    "Set dropInvalidHeaderFields to true and leave desyncMitigationMode at defensive or strictest.",
  ],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  types: loadBalancerTypes,
  check(view, { fail, notApplicable }) {
    if ((view.at("loadBalancerType").text() ?? "application") !== "application") {
      notApplicable("only application load balancers read requests");
    }
    if (view.at("dropInvalidHeaderFields").flag() !== true) fail("dropInvalidHeaderFields is not true.");
    if (view.at("desyncMitigationMode").text() === "monitor") fail("desyncMitigationMode is monitor.");
  },
  remediate(view) {
    if ((view.at("loadBalancerType").text() ?? "application") !== "application") return undefined;
    if (!view.at("dropInvalidHeaderFields").isAbsent) return undefined;
    return { ...view.resource.inputs, dropInvalidHeaderFields: true };
  },
});
