import type { Value } from "@aip/common/value.ts";
import { type Amounts, greater, plus, readAmounts, sumOf } from "./amounts.ts";

/** What a container is given where it says nothing, by the LimitRanges of its namespace. */
export interface ContainerDefaults {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

export const noDefaults: ContainerDefaults = { requests: {}, limits: {} };

/** Limits of a container with the namespace's defaults. */
export const containerLimits = (container: Value, defaults: ContainerDefaults): Amounts => ({
  ...defaults.limits,
  ...readAmounts(container.at("resources", "limits")),
});

/** Requests of a container: its own, else its limits, else the namespace's defaults. */
export const containerRequests = (container: Value, defaults: ContainerDefaults): Amounts => ({
  ...defaults.requests,
  ...readAmounts(container.at("resources", "limits")),
  ...readAmounts(container.at("resources", "requests")),
});

/**
 * What a pod asks for, by Kubernetes' rule: the sum of its containers and sidecars, or what an init container needs beside
 * the sidecars that started before it, whichever is more; what `spec.resources` asks for the pod as a whole takes its place;
 * and the overhead on top (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 * and https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/, read 2026-11-24).
 *
 * @param of What one container asks for.
 */
export function podTotal(spec: Value, of: (container: Value) => Amounts, overhead: Amounts = {}): Amounts {
  const containers = sumOf(spec.at("containers").list().map(of));
  let sidecars: Amounts = {};
  let peak: Amounts = {};
  for (const container of spec.at("initContainers").list()) {
    const both = plus(sidecars, of(container));
    peak = greater(peak, both);
    if (container.at("restartPolicy").text() === "Always") sidecars = both;
  }
  return plus(greater(plus(containers, sidecars), peak), overhead);
}

/** What a pod requests, with the defaults of its namespace and the overhead of its RuntimeClass. */
export function podRequests(spec: Value, defaults = noDefaults, overhead: Amounts = {}): Amounts {
  const total = podTotal(spec, (container) => containerRequests(container, defaults));
  return plus({ ...total, ...readAmounts(spec.at("resources", "requests")) }, overhead);
}

/** The limits of a pod as a ResourceQuota counts them. */
export const podLimits = (spec: Value, defaults = noDefaults, overhead: Amounts = {}): Amounts =>
  podTotal(spec, (container) => containerLimits(container, defaults), overhead);
