import { stackRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

const listenerTypes = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;

export const lbListenerPresent = stackRule({
  name: "lb-listener-present",
  family: "cost",
  title: "Load balancers have a listener",
  reasoning: "A load balancer that listens to nothing is billed by the hour all the same.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Add a listener, or take the load balancer away."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
  types: [...loadBalancerTypes],
  check(stack, { each, fail }) {
    each(stack.ofType(...loadBalancerTypes), (balancer) => {
      if (stack.referring(balancer, "loadBalancerArn", ...listenerTypes).length > 0) return;
      fail("The load balancer has no listener.", balancer.urn);
    });
  },
});
