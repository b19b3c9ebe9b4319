import { catalogueProject, type Layer, layerNames } from "@aip/contracts";

export type Program = () => Promise<Record<string, unknown>>;

export interface Project {
  /** Name of the Pulumi project. */
  readonly name: Layer | typeof catalogueProject;
  readonly load: () => Promise<Program>;
}

/** Every project, in the order they are brought up. Programs are loaded when they are needed. */
export const projects: readonly Project[] = [
  ...layerNames.map((name) => ({
    name,
    load: async () => (await import(`../../stacks/${name}/index.ts`)).default as Program,
  })),
  { name: catalogueProject, load: async () => (await import("../../index.ts")).default as Program },
];
