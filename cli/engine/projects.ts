import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogueProject, type Layer, layerNames, layers } from "@aip/contracts";
import { UsageError } from "../command.ts";
import { projects } from "../plan/programs.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The layers a project reads, in the order they are brought up; the catalogue reads all. */
export const upstreamOf = (name: string): readonly Layer[] =>
  name === catalogueProject ? layerNames : layers[name as Layer].dependsOn;

export interface EngineProject {
  /** Name of the Pulumi project. */
  readonly name: string;
  /** The folder of its `Pulumi.yaml`. */
  readonly folder: string;
}

/**
 * The projects to work on, in the order they are brought up.
 *
 * @param names Layers to keep; all where empty.
 * @throws UsageError for a layer that does not exist.
 */
export function chosenProjects(names: readonly string[]): EngineProject[] {
  const known: readonly string[] = [...layerNames, catalogueProject];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`no layer ${unknown.join(", ")}; there are ${known.join(", ")}`);
  }
  return projects
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name }) => ({
      name,
      folder: name === catalogueProject ? repository : join(repository, "stacks", name),
    }));
}
