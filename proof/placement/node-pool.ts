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
  /** The fewest and the most nodes. Karpenter pools have 0, and as many as `limits` allow. */
  readonly min: number;
  readonly max: number;
  /** What the capacity of all nodes together may come to; empty for managed groups. */
  readonly limits: Amounts;
  readonly unknown?: string;
}

/** The most nodes of a shape that a pool can have. */
export function mostNodes({ max, limits }: PlannedPool, shape: NodeShape): number {
  const byLimits = Object.entries(limits).map(([resource, limit]) => {
    const each = shape.capacity[resource] ?? 0;
    return each === 0 ? Number.POSITIVE_INFINITY : Math.floor(limit / each);
  });
  return Math.min(max, ...byLimits);
}

/** The zones of a pool. */
export const zonesOf = ({ shapes }: Pick<PlannedPool, "shapes">): readonly string[] => [
  ...new Set(shapes.map(({ zone }) => zone)),
];
