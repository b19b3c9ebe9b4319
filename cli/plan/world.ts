import type { Resource } from "@aip/common/resource.ts";
import { type Environment, readEnvironmentFile } from "@aip/environments";
import { type World, worldOf } from "@aip/proof";
import { endpointAddresses, type PlannedLayer, type PlanOptions, planEnvironment, revealed } from "./plan.ts";
import { policyResources } from "./policy-resources.ts";

/** All that proofs are given of an environment. */
export interface PlannedEnvironment {
  readonly environment: Environment;
  /** Of all layers, secrets as they are. */
  readonly resources: readonly Resource[];
  readonly endpointAddresses: readonly string[];
}

/**
 * What an environment's plan holds.
 *
 * @param onLayer Called when a layer has been planned. Default: nobody is told.
 * @throws InvalidEnvironment and ProgramFailed as `planEnvironment` does.
 */
export async function plannedResources(
  name: string,
  onLayer?: PlanOptions["onLayer"],
): Promise<PlannedEnvironment> {
  const { environment } = readEnvironmentFile(name);
  const layers: PlannedLayer[] = [];
  await planEnvironment(name, {
    onLayer: (layer, seconds) => {
      layers.push(layer);
      onLayer?.(layer, seconds);
    },
  });
  const resources = layers.flatMap((layer) => layer.resources.map(revealed));
  return {
    environment,
    resources: policyResources(resources, environment.region),
    endpointAddresses: endpointAddresses(layers),
  };
}

/** The same, as proofs look at it. */
export async function plannedWorld(name: string, onLayer?: PlanOptions["onLayer"]): Promise<World> {
  const planned = await plannedResources(name, onLayer);
  return worldOf(planned.environment, planned.resources, planned.endpointAddresses);
}
