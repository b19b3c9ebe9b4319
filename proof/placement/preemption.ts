import { broken, decided, held, type Outcome } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import type { Cluster } from "./cluster.ts";
import { fitsPool } from "./fits.ts";
import { priorityOf } from "./priority.ts";

/**
 * Whether a pod may push another one out: it is worth more, its class preempts, and there is a pool on which both fit
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/, read 2026-11-24).
 */
export const mayPreempt = (cluster: Cluster, pod: PlannedPod, victim: PlannedPod): Outcome =>
  decided(() => {
    const [own, other] = [priorityOf(cluster.stack, pod.spec), priorityOf(cluster.stack, victim.spec)];
    if (!own.preempts) return broken(`${pod.owner} has a priority class that preempts nothing`, pod.urn);
    if (own.value <= other.value) {
      return broken(
        `${pod.owner} has priority ${own.value}, ${victim.owner} ${other.value}, which is no less`,
        pod.urn,
      );
    }
    const outcomes = cluster.pools.map((pool) => ({
      pool,
      fits: [pod, victim].map((each) => fitsPool(cluster, each, pool)),
    }));
    const shared = outcomes.find(({ fits }) => fits.every(({ verdict }) => verdict === "held"));
    if (shared) {
      return held(
        `${pod.owner} with priority ${own.value} may push out ${victim.owner} with ${other.value} on pool ${shared.pool.name}`,
        victim.urn,
      );
    }
    const undecided = outcomes
      .filter(({ fits }) => fits.every(({ verdict }) => verdict !== "broken"))
      .flatMap(({ fits }) => fits)
      .find(({ verdict }) => verdict === "undecided");
    return undecided ?? broken(`${pod.owner} and ${victim.owner} share no pool`, pod.urn);
  });
