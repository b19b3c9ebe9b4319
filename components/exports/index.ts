/** All components with their arguments; each area is a subpath too, such as `@aip/components/network`. */
export * from "./cluster.ts";
export * from "./core.ts";
export * from "./data.ts";
export * from "./iam.ts";
export * from "./kubernetes.ts";
export * from "./ml.ts";
export * from "./network.ts";
export * from "./observability.ts";
export * from "./platform-services.ts";
export * from "./secrets.ts";
export * from "./security.ts";
export * from "./teams.ts";
