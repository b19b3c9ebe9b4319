import { readEnvironmentFile } from "@aip/environments";
import { type World, worldOf } from "@aip/proof";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import { type PlannedLayer, type PlanOptions, planEnvironment } from "./plan.ts";
import { policyResources } from "./policy-resources.ts";

/**
 * Plans an environment, as proofs look at it.
 *
 * @param onLayer Called when a layer has been planned. Default: nobody is told.
 */
export async function plannedWorld(name: string, onLayer?: PlanOptions["onLayer"]): Promise<World> {
  const { environment } = readEnvironmentFile(name);
  const layers: PlannedLayer[] = [];
  await planEnvironment(name, {
    onLayer: (layer, seconds) => {
      layers.push(layer);
      onLayer?.(layer, seconds);
    },
  });
  const resources = layers.flatMap((layer) =>
    layer.resources.map((resource) => ({ ...resource, inputs: reveal(resource.inputs) as Properties })),
  );
  return worldOf(environment, policyResources(resources, environment.region));
}
