import type { Amounts } from "@aip/proof/placement/amounts.ts";
import { mostNodes, type NodeShape, type PlannedPool } from "@aip/proof/placement/node-pool.ts";
import type { Manifest } from "./client.ts";

/** A node that a pool may have. */
export interface FakeNode {
  readonly name: string;
  readonly pool: PlannedPool;
  readonly shape: NodeShape;
}

/** Shapes among which each of these values is met once with the first of the others, rather than each with each. */
function eachOnce(shapes: readonly NodeShape[]): readonly NodeShape[] {
  const [first] = shapes;
  return shapes.filter((shape) => {
    const different = [
      shape.type !== first?.type,
      shape.zone !== first?.zone,
      shape.capacityType !== first?.capacityType,
    ];
    return different.filter(Boolean).length <= 1;
  });
}

/** Nodes of every instance type, of every zone, and of every kind of capacity that the limits of a pool allow. */
export const nodesOf = (pools: readonly PlannedPool[]): readonly FakeNode[] =>
  pools.flatMap((pool) =>
    eachOnce(pool.shapes.filter((shape) => mostNodes(pool, shape) >= 1)).map((shape, index) => ({
      name: `${pool.name}-${index}`,
      pool,
      shape,
    })),
  );

const quantities = (amounts: Amounts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(amounts).map(([key, value]) => [key, key === "cpu" ? `${value}m` : String(value)]),
  );

/** The Node as its kubelet would register it, ready. */
export const nodeObject = ({ name, pool, shape }: FakeNode): Manifest => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name, labels: { ...shape.labels, "kubernetes.io/hostname": name } } as Manifest["metadata"],
  spec: { taints: pool.taints.map((taint) => ({ ...taint })) },
  status: {
    capacity: quantities(shape.capacity),
    allocatable: quantities(shape.allocatable),
    conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }],
  },
});
