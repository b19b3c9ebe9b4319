import { selects } from "@aip/common/kubernetes/selectors.ts";
import type { Value } from "@aip/common/value.ts";
import type { PlannedPod } from "../world/pod.ts";

/** What binds the replicas of one pod to each other in the nodes they are on. */
export interface Binding {
  /** Label of nodes whose values are the domains: `kubernetes.io/hostname`, `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;
  /** The most replicas in a domain; infinite where only their balance is bound. */
  readonly most: number;
  /** By how many the fullest domain may exceed the emptiest; infinite where only `most` binds. */
  readonly maxSkew: number;
  /** Domains there must be before an empty one is not counted. */
  readonly minDomains: number;
  /** Whether domains count that only nodes have which the pod does not tolerate. */
  readonly ignoresTaints: boolean;
  /** As a message names it. */
  readonly label: string;
}

const selectsItself = (selector: Value, { metadata }: PlannedPod): boolean =>
  !selector.isAbsent && selects(selector, metadata.at("labels"));

/** Required anti-affinity to the pod's own kind: one in a domain. */
const antiAffinity = (pod: PlannedPod): readonly Binding[] =>
  pod.spec
    .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
    .list()
    .filter((term) => selectsItself(term.at("labelSelector"), pod))
    .map((term) => {
      const topologyKey = term.at("topologyKey").text() ?? "";
      const label = `anti-affinity over ${topologyKey}`;
      return {
        topologyKey,
        most: 1,
        maxSkew: Number.POSITIVE_INFINITY,
        minDomains: 1,
        ignoresTaints: true,
        label,
      };
    });

/** Spread constraints that keep pods pending; those with `ScheduleAnyway` keep none. */
const spreadConstraints = (pod: PlannedPod): readonly Binding[] =>
  pod.spec
    .at("topologySpreadConstraints")
    .list()
    .filter(
      (constraint) =>
        constraint.at("whenUnsatisfiable").text() !== "ScheduleAnyway" &&
        selectsItself(constraint.at("labelSelector"), pod),
    )
    .map((constraint) => {
      const topologyKey = constraint.at("topologyKey").text() ?? "";
      return {
        topologyKey,
        most: Number.POSITIVE_INFINITY,
        maxSkew: constraint.at("maxSkew").number() ?? 1,
        minDomains: constraint.at("minDomains").number() ?? 1,
        ignoresTaints: constraint.at("nodeTaintsPolicy").text() !== "Honor",
        label: `spread over ${topologyKey} with maxSkew ${constraint.at("maxSkew").number() ?? 1}`,
      };
    });

/**
 * What binds the replicas of a pod to each other (https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 * and https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity, read
 * 2026-11-24). What names the labels of other pods is not among it.
 */
export const bindingsOf = (pod: PlannedPod): readonly Binding[] => [
  ...antiAffinity(pod),
  ...spreadConstraints(pod),
];

/** How many replicas domains with room for these can hold together, under one binding. */
export function boundTotal(room: readonly number[], { most, maxSkew, minDomains }: Binding): number {
  const emptiest = room.length < minDomains ? 0 : Math.min(...room);
  return room.reduce((sum, each) => sum + Math.min(each, most, emptiest + maxSkew), 0);
}
