import { broken, decided, held, type Outcome } from "../outcome.ts";
import type { PlannedPod } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import type { Cluster } from "./cluster.ts";
import { fitsPool, freeOn, misfits } from "./fits.ts";
import { type NodeShape, nodesFor, type PlannedPool, zonesOf } from "./node-pool.ts";
import { notSelected } from "./node-selection.ts";
import { type Binding, bindingsOf, boundTotal } from "./spread.ts";
import { keepingOff } from "./taints.ts";

/** Nodes of a pool of which each holds the same number of replicas. */
interface Room {
  readonly pool: PlannedPool;
  readonly zone: string;
  readonly nodes: number;
  /** Replicas that one node holds. */
  readonly each: number;
}

/** Replicas of a pod that an otherwise empty node holds. */
export function replicasOn(
  cluster: Cluster,
  admitted: AdmittedPod,
  pool: PlannedPool,
  shape: NodeShape,
): number {
  if (misfits(cluster, admitted, pool, shape).length > 0) return 0;
  const free = freeOn(cluster, pool, shape, { except: admitted.pod });
  return Math.floor(
    Math.min(
      ...Object.entries(admitted.requests)
        .filter(([, asked]) => asked > 0)
        .map(([resource, asked]) => (free[resource] ?? 0) / asked),
    ),
  );
}

/**
 * What a pool has for a pod in each of its zones. A managed group divides its nodes over its zones; Karpenter
 * makes them where they are needed, and of the type that holds the most within the limits.
 */
function roomIn(cluster: Cluster, admitted: AdmittedPod, pool: PlannedPool): readonly Room[] {
  const zones = zonesOf(pool);
  return zones.map((zone, index) => {
    const best = pool.shapes
      .filter((shape) => shape.zone === zone)
      .map((shape) => {
        const nodes = nodesFor(pool, shape);
        const ofZone =
          pool.kind === "managed" ? Math.floor((nodes + zones.length - 1 - index) / zones.length) : nodes;
        return { pool, zone, nodes: ofZone, each: replicasOn(cluster, admitted, pool, shape) };
      })
      .toSorted((a, b) => b.each * b.nodes - a.each * a.nodes)[0];
    return best ?? { pool, zone, nodes: 0, each: 0 };
  });
}

/** Replicas of a room; infinitely many nodes that hold none hold none. */
const heldBy = ({ nodes, each }: Room): number => (each === 0 ? 0 : nodes * each);

/** What rooms hold together. The limits of a Karpenter pool are for all of its zones together. */
const totalOf = (rooms: readonly Room[]): number =>
  [...Map.groupBy(rooms, ({ pool }) => pool)]
    .map(([pool, own]) =>
      pool.kind === "managed"
        ? own.reduce((sum, room) => sum + heldBy(room), 0)
        : Math.max(...own.map(heldBy)),
    )
    .reduce((sum, each) => sum + each, 0);

/** Whether a pool has nodes whose domains count for a binding, though no replica may be there. */
const counts = (admitted: AdmittedPod, pool: PlannedPool, zone: string, binding: Binding): boolean =>
  pool.shapes.some((shape) => shape.zone === zone && notSelected(admitted, shape) === undefined) &&
  (binding.ignoresTaints || keepingOff(pool.taints, admitted.tolerations).length === 0);

/** What each domain of a binding has room for. Of Karpenter's nodes no more are counted than there are replicas. */
function domains(
  admitted: AdmittedPod,
  rooms: readonly Room[],
  binding: Binding,
  replicas: number,
): readonly number[] {
  const counted = rooms.filter(({ pool, zone }) => counts(admitted, pool, zone, binding));
  if (binding.topologyKey === "topology.kubernetes.io/zone") {
    const byZone = new Map<string, number>();
    for (const room of counted) byZone.set(room.zone, (byZone.get(room.zone) ?? 0) + heldBy(room));
    return [...byZone.values()];
  }
  const nodes = counted.flatMap(({ pool, nodes, each }) =>
    // Nodes that Karpenter would make for others need not be there; those of a managed group are.
    each === 0 && pool.kind === "karpenter"
      ? []
      : [{ pool, rooms: Array.from({ length: Math.min(nodes, replicas) }, () => each) }],
  );
  // The limits of a Karpenter pool are for all of its zones together.
  return [...Map.groupBy(nodes, ({ pool }) => pool)].flatMap(([pool, own]) => {
    const all = own.map(({ rooms }) => rooms);
    return pool.kind === "managed" ? all.flat() : (all.toSorted((a, b) => b.length - a.length)[0] ?? []);
  });
}

/** How many nodes pools have, as a message says it. */
const nodesText = (pools: readonly PlannedPool[]): string =>
  pools
    .map(({ name, desired }) =>
      desired === undefined ? `${name} within its limits` : `${name} with ${desired} nodes`,
    )
    .join(" and ");

/** Whether this many replicas of a pod find nodes on otherwise empty pools; if not, why. */
export const placesReplicas = (
  cluster: Cluster,
  pod: PlannedPod,
  replicas: number,
  pools: readonly PlannedPool[] = cluster.pools,
): Outcome =>
  decided(() => {
    const outcomes = pools.map((pool) => fitsPool(cluster, pod, pool));
    const fitting = pools.filter((_, index) => outcomes[index]?.verdict === "held");
    if (fitting.length === 0) {
      const undecided = outcomes.find(({ verdict }) => verdict === "undecided");
      if (undecided) return undecided;
      return broken(outcomes.map(({ reason }) => reason).join("; ") || "there is no node pool", pod.urn);
    }
    const admitted = admit(cluster.stack, pod);
    const rooms = pools
      .filter(({ unknown }) => unknown === undefined)
      .flatMap((pool) => roomIn(cluster, admitted, pool));
    const total = totalOf(rooms);
    const names = fitting.map(({ name }) => name).join(", ");
    if (total < replicas) {
      return broken(
        `of ${replicas} pods of ${pod.owner}, ${total} find room on ${nodesText(fitting)}`,
        pod.urn,
      );
    }
    for (const binding of bindingsOf(pod)) {
      const possible = boundTotal(domains(admitted, rooms, binding, replicas), binding);
      if (possible < replicas) {
        return broken(
          `of ${replicas} pods of ${pod.owner}, ${possible} find room on ${names}: their ${binding.label} allows no more`,
          pod.urn,
        );
      }
    }
    return held(`${replicas} pods of ${pod.owner} fit on ${names}`);
  });
