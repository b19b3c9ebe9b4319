import { namespaceType, systemNamespaces, within } from "@aip/common/kubernetes/objects.ts";
import { cisEks } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

export const kubernetesNetworkDenied = stackRule({
  name: "kubernetes-network-denied",
  family: "kubernetes",
  title: "Every namespace refuses traffic that no policy allows",
  reasoning:
    "Without a policy for all pods, each pod of the cluster talks to each other one, across teams and trust.",
  severity: "high",
  frameworks: [...cisEks("4.3.2", "5.4.4")],
  enforcement: "mandatory",
  remediation: ["Add a NetworkPolicy with an empty podSelector and policyTypes Ingress and Egress."],
  url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
  types: [namespaceType],
  check(stack, { fail, each }) {
    each(stack.ofType(namespaceType), (namespace) => {
      const name = namespace.at("metadata", "name");
      if (!name.isUnknown && systemNamespaces.has(name.text() ?? "")) return;
      const policies = within(stack, namespace, "kubernetes:networking.k8s.io/v1:NetworkPolicy");
      const denied = policies.some((policy) => {
        const spec = policy.at("spec");
        const types = spec.at("policyTypes").texts();
        const everyPod = spec.at("podSelector").keys().length === 0;
        return (
          everyPod &&
          (types.length === 0 || types.includes("Ingress")) &&
          spec.at("ingress").list().length === 0
        );
      });
      if (!denied) fail("No network policy refuses ingress to all pods of the namespace.", namespace.urn);
    });
  },
});
