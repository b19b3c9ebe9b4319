import { planEnvironment } from "../../cli/plan/plan.ts";

/** Plans environments one after the other in one process; returns how many resources they have. */
export async function bench(...environments: string[]): Promise<number> {
  let resources = 0;
  for (const environment of environments) {
    const plan = await planEnvironment(environment);
    resources += plan.layers.reduce((total, layer) => total + layer.resources.length, 0);
  }
  return resources;
}
