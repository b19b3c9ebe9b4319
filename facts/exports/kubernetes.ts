/** Schemas of the kinds of Kubernetes, and of the custom resources of the charts. */
export * from "../kubernetes/schemas.ts";
