import { securityHub } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { loadBalancerTypes } from "../buckets.ts";

const association = "aws:wafv2/webAclAssociation:WebAclAssociation";

export const lbWafAttached = stackRule({
  name: "lb-waf-attached",
  family: "network-exposure",
  title: "Application load balancers on the internet are behind a web ACL",
  reasoning:
    "The web ACL is where scanners, floods and known attacks are dropped before an application sees them.",
  severity: "medium",
  frameworks: [...securityHub("ELB.16")],
  enforcement: "mandatory",
  remediation: ["Attach a web ACL with an aws.wafv2.WebAclAssociation, or make the load balancer internal."],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
  types: loadBalancerTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...loadBalancerTypes), (balancer) => {
      if (balancer.at("internal").flag() === true) return;
      if ((balancer.at("loadBalancerType").text() ?? "application") !== "application") return;
      if (stack.referring(balancer, "resourceArn", association).length === 0) {
        fail("No web ACL is attached.", balancer.urn);
      }
    });
  },
});
