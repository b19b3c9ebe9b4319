/** The tags every resource carries; cost reports, access rules and the sweep after a teardown rely on them. */
export interface RequiredTags {
  readonly Project: string;
  readonly Environment: string;
  readonly Layer: string;
  readonly Owner: string;
  readonly CostCenter: string;
  readonly DataClassification: string;
  readonly ManagedBy: "pulumi";
}

export interface TagSource {
  readonly name: string;
  readonly tags: { readonly Owner: string; readonly CostCenter: string; readonly DataClassification: string };
}

/** The required tags of a layer in an environment. */
export const requiredTags = (
  environment: TagSource,
  layer: string,
): RequiredTags & Record<string, string> => ({
  Project: "ai-platform",
  Environment: environment.name,
  Layer: layer,
  ...environment.tags,
  ManagedBy: "pulumi",
});
