import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

export const lbDeletionProtected = resourceRule({
  name: "lb-deletion-protected",
  family: "backup",
  title: "Load balancers cannot be deleted by one call",
  reasoning:
    "A new load balancer has a new name, which every DNS record and allow list has to be changed to.",
  severity: "medium",
  frameworks: [...fsbp("ELB.6")],
  enforcement: { development: "disabled", staging: "disabled", production: "mandatory" },
  remediation: ["Set enableDeletionProtection to true."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  types: loadBalancerTypes,
  check(view, { fail }) {
    if (view.at("enableDeletionProtection").flag() !== true) fail("enableDeletionProtection is not true.");
  },
  remediate(view) {
    if (!view.at("enableDeletionProtection").isAbsent) return undefined;
    return { ...view.resource.inputs, enableDeletionProtection: true };
  },
});
