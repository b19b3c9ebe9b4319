import { namespaceType, systemNamespaces, within } from "@aip/common/kubernetes/objects.ts";
import { stackRule } from "../../rule.ts";

export const kubernetesNamespaceQuota = stackRule({
  name: "kubernetes-namespace-quota",
  family: "kubernetes",
  title: "Every namespace has a quota and default limits",
  reasoning: "A loop that creates pods otherwise takes the whole cluster, and with an autoscaler the budget.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Add a ResourceQuota and a LimitRange."],
  url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  types: [namespaceType],
  check(stack, { fail, each }) {
    each(stack.ofType(namespaceType), (namespace) => {
      const name = namespace.at("metadata", "name");
      if (!name.isUnknown && systemNamespaces.has(name.text() ?? "")) return;
      for (const kind of ["ResourceQuota", "LimitRange"]) {
        if (within(stack, namespace, `kubernetes:core/v1:${kind}`).length === 0) {
          fail(`The namespace has no ${kind}.`, namespace.urn);
        }
      }
    });
  },
});
