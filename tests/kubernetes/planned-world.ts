import { readEnvironmentFile } from "@aip/environments";
import { type World, worldOf } from "@aip/proof/world/world.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import { type PlannedLayer, planEnvironment } from "../../cli/plan/plan.ts";
import { policyResources } from "../../cli/plan/policy-resources.ts";

/** The planned platform of an environment, as proofs look at it. */
export async function plannedWorld(name: string): Promise<World> {
  const { environment } = readEnvironmentFile(name);
  const layers: PlannedLayer[] = [];
  await planEnvironment(name, { onLayer: (layer) => layers.push(layer) });
  const resources = layers.flatMap((layer) =>
    policyResources(
      layer.resources.map((resource) => ({ ...resource, inputs: reveal(resource.inputs) as Properties })),
      environment.region,
    ),
  );
  return worldOf(environment, resources);
}
