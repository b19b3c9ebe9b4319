import type { Properties } from "./model.ts";

/** The value at a path such as `metadata.name`. */
export const at = (properties: Properties, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Properties | undefined)?.[key], properties);

/** Whether an identifier stands anywhere inside. */
export const mentions = (value: unknown, id: string): boolean =>
  value === id ||
  (value !== null && typeof value === "object" && Object.values(value).some((v) => mentions(v, id)));
