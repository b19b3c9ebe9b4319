import { attempt } from "@aip/common/three-valued.ts";
import type { UnknownValue } from "@aip/common/value.ts";
import type { StackView } from "@aip/common/view/view.ts";
import type { PlannedPod } from "../world/pod.ts";
import type { World } from "../world/world.ts";
import { addonPods } from "./addon-pods.ts";
import { type AdmittedPod, admit } from "./admission.ts";
import type { NodeShape, PlannedPool } from "./node-pool.ts";
import { plannedPools } from "./node-pools.ts";
import { notAllowed } from "./not-allowed.ts";

/** Pods and nodes of a planned platform. */
export interface Cluster {
  readonly stack: StackView;
  readonly pools: readonly PlannedPool[];
  /** Planned pods, those of the managed add-ons among them. */
  readonly pods: readonly PlannedPod[];
  /** The labels of each namespace, by name. */
  readonly namespaces: World["namespaces"];
  /** The pods of DaemonSets that run on a node of a shape. */
  agents(pool: PlannedPool, shape: NodeShape): readonly Agent[];
}

/** A pod that its DaemonSet has on a node. */
export interface Agent {
  readonly admitted: AdmittedPod;
  /** What has to be known to say that it runs there; undefined where it does. */
  readonly unknown: UnknownValue | undefined;
}

/** Reads pools and pods of a planned platform. */
export function clusterOf(world: Pick<World, "stack" | "pods" | "namespaces">): Cluster {
  const { stack, namespaces } = world;
  const pods = [...world.pods, ...addonPods(stack)];
  const known = new Map<NodeShape, readonly Agent[]>();
  let daemons: readonly AdmittedPod[] | undefined;
  const agentsOn = (pool: PlannedPool, shape: NodeShape): readonly Agent[] => {
    daemons ??= pods.filter(({ replicas }) => replicas === undefined).map((pod) => admit(stack, pod));
    return daemons.flatMap((admitted) => {
      const { value: reasons = [], unknown } = attempt(() => notAllowed(admitted, pool, shape));
      return reasons.length > 0 ? [] : [{ admitted, unknown }];
    });
  };
  return {
    stack,
    pools: plannedPools(stack),
    pods,
    namespaces,
    agents: (pool, shape) => {
      const found = known.get(shape) ?? agentsOn(pool, shape);
      known.set(shape, found);
      return found;
    },
  };
}
