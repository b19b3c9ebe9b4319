/** Namespace that the parts of the observability layer share. */
export const observabilityNamespace = "observability";

/** Namespace of what reads the nodes themselves, and needs privileges there. */
export const nodeNamespace = "node-telemetry";
