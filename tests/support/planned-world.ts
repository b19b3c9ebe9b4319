import { type World, worldOf } from "@aip/proof";
import { type PlannedEnvironment, plannedResources as plan } from "../../cli/plan/world.ts";

export type { PlannedEnvironment } from "../../cli/plan/world.ts";

const plans = new Map<string, Promise<PlannedEnvironment>>();

/** What an environment's plan holds, for proofs. Planned once for all tests of a run. */
export function plannedResources(name: string): Promise<PlannedEnvironment> {
  const planned = plans.get(name) ?? plan(name);
  plans.set(name, planned);
  return planned;
}

/** The same, as proofs look at it. */
export async function plannedWorld(name: string): Promise<World> {
  const { environment, resources, endpointAddresses } = await plannedResources(name);
  return worldOf(environment, resources, endpointAddresses);
}
