import type { PlatformTag } from "@aip/common/tags.ts";

export interface TagSource {
  readonly name: string;
  readonly tags: { readonly Owner: string; readonly CostCenter: string; readonly DataClassification: string };
}

/** The required tags of a layer in an environment. */
export const requiredTags = (
  environment: TagSource,
  layer: string,
): Readonly<Record<PlatformTag, string>> & Record<string, string> => ({
  Project: "ai-platform",
  Environment: environment.name,
  Layer: layer,
  ...environment.tags,
  ManagedBy: "pulumi",
});
