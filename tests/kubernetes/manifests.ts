import { isDefinition } from "@aip/sandbox/charts/objects.ts";
import { withSchemas } from "@aip/sandbox/charts/schemas.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import type { Manifest } from "./client.ts";

export interface PlannedObject {
  readonly urn: string;
  readonly manifest: Manifest;
}

const isObject = (resource: RegisteredResource): boolean =>
  resource.custom &&
  resource.type.startsWith("kubernetes:") &&
  !resource.type.startsWith("kubernetes:helm.sh/") &&
  !resource.type.endsWith("Patch");

/** Names that the provider makes up are in the outputs only. */
function manifest(resource: RegisteredResource): Manifest {
  const inputs = reveal(resource.inputs) as Properties;
  const made = (resource.outputs.metadata ?? {}) as Properties;
  const { name, namespace } = made;
  const metadata = { ...(inputs.metadata as Properties), name, ...(namespace ? { namespace } : {}) };
  const whole = { ...inputs, metadata } as Manifest;
  return isDefinition(whole) ? withSchemas(whole) : whole;
}

/**
 * Every Kubernetes object that the layers of an environment would create, those of open charts among them, secrets in the
 * clear.
 */
export async function plannedObjects(environment: string): Promise<PlannedObject[]> {
  const objects: PlannedObject[] = [];
  await planEnvironment(environment, {
    onLayer: (layer) => {
      for (const resource of layer.resources.filter(isObject)) {
        objects.push({ urn: resource.urn, manifest: manifest(resource) });
      }
    },
  });
  return objects;
}
