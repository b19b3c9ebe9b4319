import type { World } from "../world/world.ts";
import { type Cluster, clusterOf } from "./cluster.ts";

const known = new WeakMap<World, Cluster>();

/** The nodes and pods of a world; read once, as every journey of placement asks for them. */
export function clusterIn(world: World): Cluster {
  const found = known.get(world) ?? clusterOf(world);
  known.set(world, found);
  return found;
}
