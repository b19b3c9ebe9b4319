import type { InstanceType } from "@aip/facts/instance-types.ts";
import type { Amounts } from "./amounts.ts";
import type { Taint } from "./taints.ts";

export type CapacityType = "on-demand" | "spot" | "reserved";

/** One kind of node that a pool may have. */
export interface NodeShape {
  readonly type: InstanceType;
  readonly zone: string;
  readonly capacityType: CapacityType;
  readonly labels: Readonly<Record<string, string>>;
  /** What the node announces, and what of it pods may use. */
  readonly capacity: Amounts;
  readonly allocatable: Amounts;
}

/** A node pool of the plan, whoever makes its nodes. */
export interface PlannedPool {
  readonly name: string;
  /** URN of the node group or the NodePool. */
  readonly urn: string;
  readonly kind: "managed" | "karpenter";
  readonly taints: readonly Taint[];
  /** Every combination of instance type, zone and kind of capacity; empty where `unknown` says what is not known yet. */
  readonly shapes: readonly NodeShape[];
  /**
   * Nodes of a managed group at its creation, which stay: nothing in the platform adds nodes to a group. Undefined for
   * Karpenter, which makes nodes for pods that wait.
   */
  readonly desired: number | undefined;
  /** The most nodes. Of Karpenter, infinite where `limits` do not say a number. */
  readonly max: number;
  /** What the capacity of all nodes together may come to; empty for managed groups. */
  readonly limits: Amounts;
  readonly unknown?: string;
}

/** The most nodes of a shape that a pool is allowed. */
export function mostNodes({ max, limits }: PlannedPool, shape: NodeShape): number {
  const byLimits = Object.entries(limits).map(([resource, limit]) => {
    const each = shape.capacity[resource] ?? 0;
    return each === 0 ? Number.POSITIVE_INFINITY : Math.floor(limit / each);
  });
  return Math.min(max, ...byLimits);
}

/** The nodes of a shape that pods find without anybody's doing: those that a group has, or that Karpenter makes. */
export const nodesFor = (pool: PlannedPool, shape: NodeShape): number =>
  pool.desired ?? mostNodes(pool, shape);

/** The zones of a pool. */
export const zonesOf = ({ shapes }: Pick<PlannedPool, "shapes">): readonly string[] => [
  ...new Set(shapes.map(({ zone }) => zone)),
];
