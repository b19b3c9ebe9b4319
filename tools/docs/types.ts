import type { JsonSchema } from "./environment-schema.ts";

/** The type of a value in words, such as "list of strings". */
export function typeOf({
  type,
  items,
  additionalProperties: values,
  enum: choices,
  anyOf,
  oneOf,
}: JsonSchema): string {
  if (type === "array") return `list of ${items ? plural(typeOf(items)) : "values"}`;
  if (typeof values === "object") return `mapping of names to ${plural(typeOf(values))}`;
  if (type === "object") return "section";
  const alternatives = new Set([...(anyOf ?? []), ...(oneOf ?? [])].map(typeOf));
  if (alternatives.size > 0) return [...alternatives].join(" or ");
  return type ?? (choices ? typeof choices[0] : "value");
}

const plural = (type: string): string => type.replace(/^[a-z]+/, "$&s");
