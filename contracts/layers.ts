/**
 * The layers, in the order they are brought up. A layer's name is also its folder under `stacks/` and the name
 * of its Pulumi project; both are written nowhere else.
 */
export const layers = {
  network: { dependsOn: [] },
  cluster: { dependsOn: ["network"] },
  security: { dependsOn: ["network", "cluster"] },
  data: { dependsOn: ["network", "cluster"] },
  observability: { dependsOn: ["network", "cluster", "security", "data"] },
  "ml-services": { dependsOn: ["network", "cluster", "security", "data", "observability"] },
} as const satisfies Record<string, { readonly dependsOn: readonly string[] }>;

export type Layer = keyof typeof layers;

export const layerNames = Object.keys(layers) as readonly Layer[];

/** The root project: it owns no resource, reads every layer and exports the addresses of the services. */
export const catalogueProject = "ai-platform";
