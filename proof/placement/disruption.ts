import { selects } from "@aip/common/kubernetes/selectors.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import { type PlannedPod, placedIn } from "../world/pod.ts";
import type { World } from "../world/world.ts";

/** How many of `total` a count or a percentage is; percentages are rounded up, as the disruption controller does it. */
const counted = (value: Value, total: number): number | undefined => {
  const percent = /^(\d+)%$/.exec(value.isAbsent ? "" : (value.text() ?? ""))?.[1];
  return percent === undefined ? value.number() : Math.ceil((Number(percent) * total) / 100);
};

/** How many pods of `total` a budget lets go at once, all of them being ready. */
function mayGo(budget: ResourceView, total: number): number {
  const most = counted(budget.at("spec", "maxUnavailable"), total);
  if (most !== undefined) return Math.min(most, total);
  return Math.max(0, total - (counted(budget.at("spec", "minAvailable"), total) ?? 1));
}

/**
 * Whether a node with such a pod can be drained: no disruption budget keeps all of them
 * (https://kubernetes.io/docs/tasks/run-application/configure-pdb/, 2026-11-24).
 */
export function drains(world: World, pod: PlannedPod): Outcome {
  const total = pod.replicas ?? 1;
  const budgets = world.stack
    .ofType("kubernetes:policy/v1:PodDisruptionBudget")
    .filter(
      (budget) =>
        placedIn(budget) === pod.namespace && selects(budget.at("spec", "selector"), Value.of(pod.labels)),
    );
  if (budgets.length > 1) {
    const names = budgets.map((budget) => budget.at("metadata", "name").text()).join(", ");
    return broken(
      `Several disruption budgets (${names}) select ${pod.owner}, and the API server evicts none of its pods`,
      pod.urn,
    );
  }
  const blocking = budgets.find((budget) => mayGo(budget, total) < 1);
  return blocking
    ? broken(
        `Disruption budget ${blocking.at("metadata", "name").text()} keeps all ${total} of ${pod.owner}`,
        blocking.urn,
      )
    : held(
        budgets.length === 0
          ? `No disruption budget keeps ${pod.owner}`
          : `A disruption budget lets one of ${pod.owner} go`,
        pod.urn,
      );
}
