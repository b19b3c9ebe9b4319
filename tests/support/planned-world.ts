import type { World } from "@aip/proof";
import { plannedWorld as plan } from "../../cli/plan/world.ts";

const worlds = new Map<string, Promise<World>>();

/** What an environment's plan holds, as proofs look at it. Planned once for all tests of a run. */
export function plannedWorld(name: string): Promise<World> {
  const world = worlds.get(name) ?? plan(name);
  worlds.set(name, world);
  return world;
}
