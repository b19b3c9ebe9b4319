import { UnknownValue } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { karpenterPool, karpenterPoolType } from "./karpenter-pools.ts";
import { managedPool, nodeGroupType } from "./managed-pools.ts";
import type { PlannedPool } from "./node-pool.ts";

const readers: Readonly<Record<string, (stack: StackView, view: ResourceView) => Omit<PlannedPool, "urn">>> =
  { [nodeGroupType]: managedPool, [karpenterPoolType]: karpenterPool };

/** The node pools of a plan. One that hangs on a value which is not known yet has no shapes, and says which value. */
export const plannedPools = (stack: StackView): readonly PlannedPool[] =>
  Object.entries(readers).flatMap(([type, read]) =>
    stack.ofType(type).map((view) => pool(stack, view, read)),
  );

function pool(stack: StackView, view: ResourceView, read: (typeof readers)[string]): PlannedPool {
  try {
    return { ...read(stack, view), urn: view.urn };
  } catch (signal) {
    if (!(signal instanceof UnknownValue)) throw signal;
    const kind = view.type === karpenterPoolType ? "karpenter" : "managed";
    const nothing = { taints: [], shapes: [], desired: undefined, max: 0, limits: {} };
    return { name: view.name, urn: view.urn, kind, ...nothing, unknown: signal.message };
  }
}
