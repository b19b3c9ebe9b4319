/** Every table, with the look-ups beside it. */
export * from "../amis.ts";
export * from "../charts.ts";
export * from "../eks-addons.ts";
export * from "../eks-registries.ts";
export * from "../eks-support.ts";
export * from "../eks-versions.ts";
export * from "../elastic.ts";
export * from "../engines.ts";
export * from "../images.ts";
export * from "../instance-families.ts";
export * from "../instance-offerings.ts";
export * from "../instance-types.ts";
export * from "../interface-endpoints.ts";
export * from "../mig-profiles.ts";
export * from "../network-layout.ts";
export * from "../taggable-aws-types.ts";
export * from "../zones.ts";
