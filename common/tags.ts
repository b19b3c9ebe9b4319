/**
 * The tags that everything in this platform's environments carries; cost reports, access rules and the sweep after a
 * teardown rely on them.
 */
export const platformTags = [
  "Project",
  "Environment",
  "Layer",
  "Owner",
  "CostCenter",
  "DataClassification",
  "ManagedBy",
] as const;

export type PlatformTag = (typeof platformTags)[number];

/** What the tag `DataClassification` may say. */
export const dataClassifications = ["public", "internal", "confidential", "restricted"] as const;
