/** All tags of the platform, with values that its rules accept. */
export const tags = {
  Project: "ai-platform",
  Environment: "prod",
  Layer: "data",
  Owner: "ml-platform",
  CostCenter: "ai",
  DataClassification: "internal",
  ManagedBy: "pulumi",
};
