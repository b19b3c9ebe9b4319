/** The inputs or outputs of a resource, by name. */
export type Properties = Record<string, unknown>;
