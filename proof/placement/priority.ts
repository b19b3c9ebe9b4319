import type { Value } from "@aip/common/value.ts";
import type { StackView } from "@aip/common/view/view.ts";
import { NotSeen } from "../outcome.ts";

/** What a pod is worth where nodes are short. */
export interface Priority {
  readonly value: number;
  /** Whether it may push out pods of lower value. */
  readonly preempts: boolean;
}

export const priorityClassType = "kubernetes:scheduling.k8s.io/v1:PriorityClass";

/** Those that every cluster has (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/, read 2026-11-24). */
const builtIn: Readonly<Record<string, number>> = {
  "system-cluster-critical": 2_000_000_000,
  "system-node-critical": 2_000_001_000,
};

/**
 * The priority of a pod by its class, or by the class that is the default of the cluster; 0 where there is neither.
 *
 * @throws NotSeen naming a class that is not in the plan.
 */
export function priorityOf(stack: StackView, spec: Value): Priority {
  const name = spec.at("priorityClassName").text();
  const system = name === undefined ? undefined : builtIn[name];
  if (system !== undefined) return { value: system, preempts: true };
  const found = stack
    .ofType(priorityClassType)
    .find((view) =>
      name === undefined
        ? view.at("globalDefault").flag() === true
        : view.at("metadata", "name").text() === name,
    );
  if (!found && name !== undefined) throw new NotSeen(`PriorityClass ${name} is not in the plan`);
  return {
    value: found?.at("value").number() ?? 0,
    preempts: found?.at("preemptionPolicy").text() !== "Never",
  };
}
