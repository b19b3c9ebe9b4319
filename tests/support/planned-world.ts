import { readEnvironmentFile } from "@aip/environments";
import { type World, worldOf } from "@aip/proof";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { policyResources } from "../../cli/plan/policy-resources.ts";

const worlds = new Map<string, Promise<World>>();

/** What an environment's plan holds, as proofs look at it. Planned once for all tests of a run. */
export function plannedWorld(name: string): Promise<World> {
  const world = worlds.get(name) ?? planned(name);
  worlds.set(name, world);
  return world;
}

async function planned(name: string): Promise<World> {
  const { environment } = readEnvironmentFile(name);
  const registered: RegisteredResource[] = [];
  await planEnvironment(name, { onLayer: ({ resources }) => registered.push(...resources) });
  const resources = registered.map((resource) => ({
    ...resource,
    inputs: reveal(resource.inputs) as RegisteredResource["inputs"],
  }));
  return worldOf(environment, policyResources(resources, environment.region));
}
