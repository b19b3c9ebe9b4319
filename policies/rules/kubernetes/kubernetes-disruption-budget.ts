import { namespaceOf } from "@aip/common/kubernetes/objects.ts";
import { podsOf } from "@aip/common/kubernetes/pods.ts";
import { selects } from "@aip/common/kubernetes/selectors.ts";
import { stackRule } from "../../rule.ts";

const budgetType = "kubernetes:policy/v1:PodDisruptionBudget";
const workloads = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"] as const;

export const kubernetesDisruptionBudget = stackRule({
  name: "kubernetes-disruption-budget",
  family: "kubernetes",
  title: "Production services with several replicas have a disruption budget that lets nodes drain",
  reasoning:
    "A drain may otherwise take all replicas at once; and a budget that allows nothing stops every upgrade.",
  severity: "low",
  frameworks: [],
  enforcement: { development: "disabled", staging: "disabled", production: "advisory" },
  remediation: ["Add a PodDisruptionBudget with maxUnavailable 1."],
  url: "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
  types: [...workloads, budgetType],
  check(stack, { fail, each }) {
    const budgets = stack.ofType(budgetType);
    each(budgets, (budget) => {
      const spec = budget.at("spec");
      const never = spec.at("maxUnavailable").number() === 0 || spec.at("maxUnavailable").text() === "0%";
      if (never || spec.at("minAvailable").text() === "100%") fail("The budget lets no pod go.", budget.urn);
    });
    each(stack.ofType(...workloads), (workload) => {
      if ((workload.at("spec", "replicas").number() ?? 1) < 2) return;
      const labels = podsOf(workload)[0]?.metadata.at("labels");
      if (labels === undefined) return;
      const namespace = namespaceOf(workload).raw();
      const covered = budgets.some((budget) => {
        const selector = budget.at("spec", "selector");
        return namespaceOf(budget).raw() === namespace && !selector.isAbsent && selects(selector, labels);
      });
      if (!covered) fail("No disruption budget covers the pods.", workload.urn);
    });
  },
});
