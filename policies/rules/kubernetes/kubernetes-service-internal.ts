import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { isPublicService } from "../exposure.ts";

export const kubernetesServiceInternal = resourceRule({
  name: "kubernetes-service-internal",
  family: "kubernetes",
  title: "Services are internal, or open to listed addresses only",
  reasoning:
    "One word in a manifest, LoadBalancer, puts a port on the internet, with no certificate, login or web ACL before it.",
  severity: "high",
  frameworks: [...cisEks("5.4.5")],
  enforcement: "mandatory",
  remediation: [
    "Go through the platform's gateway; else annotate aws-load-balancer-scheme: internal or list loadBalancerSourceRanges.",
  ],
  url: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/",
  types: ["kubernetes:core/v1:Service"],
  check(view, { fail }) {
    if (isPublicService(view)) fail("The load balancer is open to the internet.");
    if (view.at("spec", "type").text() === "NodePort") fail("The type NodePort opens a port on every node.");
    if (view.at("spec", "externalIPs").texts().length > 0)
      fail("externalIPs takes over addresses of others.");
  },
});
