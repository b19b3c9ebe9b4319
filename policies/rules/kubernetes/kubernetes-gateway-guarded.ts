import { namespaceOf } from "@aip/common/kubernetes/objects.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { fsbp } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const gatewayType = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const configurationType = "kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration";

/** What the load balancer has to be set to, by the name that AWS has for it. */
const attributes = {
  "access_logs.s3.enabled": "no log of its requests",
  "deletion_protection.enabled": "no protection against its deletion",
} as const;

/** Whether an attribute is on. */
const isOn = (configuration: ResourceView, key: string): boolean =>
  configuration
    .at("spec", "loadBalancerAttributes")
    .list()
    .some((attribute) => attribute.at("key").text() === key && attribute.at("value").flag() === true);

export const kubernetesGatewayGuarded = stackRule({
  name: "kubernetes-gateway-guarded",
  family: "kubernetes",
  title: "The load balancer of a Gateway logs requests, and cannot be deleted by one call",
  reasoning:
    "The controller makes it of the Gateway, so that no rule about load balancers sees it. It is the last place that knows " +
    "a client's own address, and a new one has a new name in every DNS record and allow list.",
  severity: "medium",
  frameworks: [...fsbp("ELB.5", "ELB.6")],
  enforcement: { development: "disabled", staging: "disabled", production: "mandatory" },
  remediation: [
    "Give the Gateway a LoadBalancerConfiguration with access_logs.s3.enabled and deletion_protection.enabled.",
  ],
  url: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/gateway/loadbalancerconfig/",
  types: [gatewayType, configurationType],
  check(stack, { fail, each }) {
    const configurations = stack.ofType(configurationType);
    each(stack.ofType(gatewayType), (gateway) => {
      const reference = gateway.at("spec", "infrastructure", "parametersRef");
      const name = reference.at("name").text();
      const configuration = configurations.find(
        (candidate) =>
          candidate.at("metadata", "name").text() === name &&
          namespaceOf(candidate).raw() === namespaceOf(gateway).raw(),
      );
      if (configuration === undefined) {
        fail("No LoadBalancerConfiguration says what its load balancer is like.", gateway.urn);
        return;
      }
      const missing = Object.entries(attributes).filter(([key]) => !isOn(configuration, key));
      if (missing.length > 0) {
        fail(`Its load balancer has ${missing.map(([, lack]) => lack).join(" and ")}.`, gateway.urn);
      }
    });
  },
});
