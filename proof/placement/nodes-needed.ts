import type { PlannedPod } from "../world/pod.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import { type Amounts, minus, plus, shortages } from "./amounts.ts";
import type { Cluster } from "./cluster.ts";
import { fittingShapes, freeOn } from "./fits.ts";
import { mostNodes, type NodeShape, type PlannedPool } from "./node-pool.ts";
import { nodeUsd, runsAlways } from "./prices.ts";
import { bindingsOf } from "./spread.ts";

/** A node with what pods left of it. */
interface PackedNode {
  readonly pool: PlannedPool;
  readonly shape: NodeShape;
  free: Amounts;
  readonly pods: PlannedPod[];
}

/** What a pool needs for the pods of a plan. */
export interface PoolNeed {
  readonly pool: PlannedPool;
  /** Nodes with pods on them, besides those that run on each node. */
  readonly nodes: number;
  /** Instance types of those nodes, each with how many. */
  readonly types: Readonly<Record<string, number>>;
  /** Nodes that prices assume: those of a group, or a share of what the limits allow. */
  readonly assumed: number;
}

export interface NodesNeeded {
  readonly pools: readonly PoolNeed[];
  /** Pods that found no node, each with how many of it. */
  readonly unplaced: readonly { readonly pod: PlannedPod; readonly count: number }[];
}

/** The nodes that groups have from the beginning. */
const firstNodes = (cluster: Cluster): PackedNode[] =>
  cluster.pools.flatMap((pool) => {
    const zones = [...new Map(pool.shapes.map((shape) => [shape.zone, shape])).values()];
    return Array.from({ length: zones.length === 0 ? 0 : (pool.desired ?? 0) }, (_, index) => {
      const shape = zones[index % zones.length] as NodeShape;
      return { pool, shape, free: freeOn(cluster, pool, shape), pods: [] };
    });
  });

/** Whether the replicas of a pod that are placed already leave this node to one more. */
function allowed(
  pod: PlannedPod,
  node: PackedNode,
  nodes: readonly PackedNode[],
  zones: ReadonlySet<string>,
): boolean {
  const count = (same: (other: PackedNode) => boolean): number =>
    nodes.filter(same).reduce((sum, other) => sum + other.pods.filter((each) => each === pod).length, 0);
  return bindingsOf(pod).every(({ topologyKey, most, maxSkew }) => {
    const byZone = topologyKey === "topology.kubernetes.io/zone";
    const here = byZone
      ? count(({ shape }) => shape.zone === node.shape.zone)
      : count((other) => other === node);
    const emptiest = byZone
      ? Math.min(...[...zones].map((zone) => count(({ shape }) => shape.zone === zone)))
      : 0;
    return here + 1 <= most && here + 1 - emptiest <= maxSkew;
  });
}

/** The shapes that a pool may have one more node of. */
function canGrow(pool: PlannedPool, shape: NodeShape, nodes: readonly PackedNode[]): boolean {
  if (pool.desired !== undefined) return false;
  const own = nodes.filter((node) => node.pool === pool);
  const used = own.reduce((sum, { shape: { capacity } }) => plus(sum, capacity), {} as Amounts);
  return (
    own.length < mostNodes(pool, shape) &&
    Object.entries(pool.limits).every(
      ([key, limit]) => (used[key] ?? 0) + (shape.capacity[key] ?? 0) <= limit,
    )
  );
}

/** What a pod is packed by. */
interface Candidate {
  readonly admitted: AdmittedPod;
  readonly shapes: readonly { readonly pool: PlannedPool; readonly shape: NodeShape; readonly usd: number }[];
}

const candidate = (cluster: Cluster, pod: PlannedPod): Candidate => {
  const admitted = admit(cluster.stack, pod);
  const shapes = cluster.pools.flatMap((pool) =>
    fittingShapes(cluster, admitted, pool).map((shape) => ({
      pool,
      shape,
      usd: nodeUsd(shape) ?? Number.POSITIVE_INFINITY,
    })),
  );
  return { admitted, shapes: shapes.toSorted((a, b) => a.usd - b.usd) };
};

/** Places one replica: on the node where the fewest of its kind are, else on the cheapest new one. */
function place(cluster: Cluster, { admitted, shapes }: Candidate, nodes: PackedNode[]): boolean {
  const { pod, requests } = admitted;
  const fitting = new Set(shapes.map(({ shape }) => shape));
  const zones = new Set(shapes.map(({ shape }) => shape.zone));
  const fewest = nodes
    .filter((node) => fitting.has(node.shape) && shortages(requests, node.free).length === 0)
    .filter((node) => allowed(pod, node, nodes, zones))
    .toSorted(
      (a, b) => a.pods.filter((each) => each === pod).length - b.pods.filter((each) => each === pod).length,
    )[0];
  const made = shapes
    .filter(({ pool, shape }) => canGrow(pool, shape, nodes))
    .map(({ pool, shape }): PackedNode => ({ pool, shape, free: freeOn(cluster, pool, shape), pods: [] }))
    .find((node) => allowed(pod, node, nodes, zones));
  const node = fewest ?? made;
  if (!node) return false;
  if (!fewest) nodes.push(node);
  node.free = minus(node.free, requests);
  node.pods.push(pod);
  return true;
}

/** The nodes that prices assume of a pool, of the type that is cheapest. */
function assumedNodes(pool: PlannedPool, share: number): number {
  if (pool.desired !== undefined) return pool.desired;
  const cheapest = pool.shapes.toSorted((a, b) => (nodeUsd(a) ?? 0) - (nodeUsd(b) ?? 0))[0];
  return cheapest ? mostNodes(pool, cheapest) * share : 0;
}

/**
 * The nodes that the pods of a plan need at their fewest replicas. Those with the fewest pools to go to are placed first, as the
 * cluster's controllers are installed first, and of these the largest. Pods of jobs, which come and go, are not among them.
 *
 * @throws UnknownValue or NotSeen where a pod hangs on something that is not known yet.
 * @param share The part of a Karpenter pool's limits that prices assume to be used, by the pool's name.
 */
export function nodesNeeded(cluster: Cluster, share: (pool: string) => number): NodesNeeded {
  const nodes = firstNodes(cluster);
  const candidates = cluster.pods
    .filter((pod) => runsAlways(pod) && (pod.replicas ?? 0) > 0)
    .map((pod) => candidate(cluster, pod));
  const size = ({ admitted: { requests } }: Candidate): number =>
    Math.max((requests.cpu ?? 0) / 4000, (requests.memory ?? 0) / 2 ** 34);
  const choices = ({ shapes }: Candidate): number => new Set(shapes.map(({ pool }) => pool)).size;
  const unplaced = candidates
    .toSorted((a, b) => choices(a) - choices(b) || size(b) - size(a))
    .flatMap((each) => {
      const { pod } = each.admitted;
      const placed = Array.from({ length: pod.replicas ?? 0 }, () => place(cluster, each, nodes));
      const count = placed.filter((found) => !found).length;
      return count === 0 ? [] : [{ pod, count }];
    });
  return {
    unplaced,
    pools: cluster.pools.map((pool) => {
      const own = nodes.filter((node) => node.pool === pool && node.pods.length > 0);
      const types: Record<string, number> = {};
      for (const { shape } of own) types[shape.type.name] = (types[shape.type.name] ?? 0) + 1;
      return { pool, nodes: own.length, types, assumed: assumedNodes(pool, share(pool.name)) };
    }),
  };
}
