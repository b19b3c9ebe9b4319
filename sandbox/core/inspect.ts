import type { Properties } from "./properties.ts";
import type { CloudRecord } from "./view.ts";

/** The value at a path such as `metadata.name`. */
export const at = (properties: Properties, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, key) => (inner as Properties | undefined)?.[key], properties);

/** Whether an identifier is anywhere inside. */
export const mentions = (value: unknown, id: string): boolean =>
  value === id ||
  (value !== null && typeof value === "object" && Object.values(value).some((v) => mentions(v, id)));

/** What the resource can be called by: its id, and the ids and ARNs made up for it, at any depth of its outputs. */
export function identifiers(record: CloudRecord): string[] {
  const found = [record.id];
  const visit = (key: string, value: unknown, given: unknown): void => {
    if (typeof value === "string" && value !== given && /(^arn|Arn|Id)$/.test(key)) found.push(value);
    else if (value !== null && typeof value === "object") {
      const inputs = (given ?? {}) as Properties;
      for (const [inner, item] of Object.entries(value)) visit(inner, item, inputs[inner]);
    }
  };
  for (const [key, value] of Object.entries(record.outputs)) visit(key, value, record.inputs[key]);
  return found;
}
