import { Value } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { NotSeen } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import { type Amounts, readAmounts } from "./amounts.ts";
import { containerDefaults } from "./limit-ranges.ts";
import { type ContainerDefaults, podRequests } from "./pod-requests.ts";
import { daemonTolerations, readTolerations, type Toleration } from "./taints.ts";

/** A pod as the scheduler sees it: with all that admission and its controller add. */
export interface AdmittedPod {
  readonly pod: PlannedPod;
  readonly requests: Amounts;
  /** Overhead of its RuntimeClass, part of `requests`. */
  readonly overhead: Amounts;
  readonly defaults: ContainerDefaults;
  readonly tolerations: readonly Toleration[];
  /** Labels that a node must have, by key. */
  readonly nodeSelector: readonly (readonly [string, Value])[];
}

export const runtimeClassType = "kubernetes:node.k8s.io/v1:RuntimeClass";

/**
 * Puts in what LimitRange, RuntimeClass and the DaemonSet controller add.
 *
 * @throws NotSeen naming a RuntimeClass that is not in the plan. UnknownValue where a value that counts is not known yet.
 */
export function admit(stack: StackView, pod: PlannedPod): AdmittedPod {
  const { spec } = pod;
  const runtime = runtimeClass(stack, spec);
  const overhead = readAmounts(runtime.at("overhead", "podFixed"));
  const defaults = containerDefaults(stack, pod.namespace);
  return {
    pod,
    requests: { ...podRequests(spec, defaults, overhead), pods: 1 },
    overhead,
    defaults,
    tolerations: [
      ...readTolerations(spec.at("tolerations")),
      ...readTolerations(runtime.at("scheduling", "tolerations")),
      ...(pod.replicas === undefined ? daemonTolerations : []),
    ],
    nodeSelector: [
      ...spec.at("nodeSelector").entries(),
      ...runtime.at("scheduling", "nodeSelector").entries(),
    ],
  };
}

function runtimeClass(stack: StackView, spec: Value): Pick<ResourceView, "at"> {
  const name = spec.at("runtimeClassName").text();
  if (name === undefined) return Value.of(undefined);
  const found = stack.ofType(runtimeClassType).find((view) => view.at("metadata", "name").text() === name);
  if (!found) throw new NotSeen(`RuntimeClass ${name} is not in the plan`);
  return found;
}
