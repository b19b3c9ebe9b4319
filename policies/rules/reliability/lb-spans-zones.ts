import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

export const lbSpansZones = resourceRule({
  name: "lb-spans-zones",
  family: "reliability",
  title: "Load balancers are in two zones or more",
  reasoning: "A load balancer in one zone is a single point of failure in front of everything that is not.",
  severity: "medium",
  frameworks: [...fsbp("ELB.13")],
  enforcement: "mandatory",
  remediation: ["Give subnets of at least two zones."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
  types: loadBalancerTypes,
  check(view, { fail }) {
    const subnets = view.at("subnets").isAbsent ? view.at("subnetMappings") : view.at("subnets");
    const count = subnets.list().length;
    if (count === 1) fail("The load balancer has a single subnet.");
  },
});
