import { isRecord } from "@aip/common/records.ts";
import { type Usage, usageDefaults } from "./usage.ts";

/** The entries that are numbers from 0 on, and what else makes something of the others. */
const numbers = (
  record: Record<string, unknown>,
  otherwise: (entry: unknown) => unknown = () => undefined,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record)
      .map(([key, entry]) => [key, like(entry, 0) ?? otherwise(entry)] as const)
      .filter(([, entry]) => entry !== undefined),
  );

/** The value where it is built like the default: numbers for numbers, and at every key of an object. */
function like(value: unknown, model: unknown): unknown {
  if (typeof model === "number") return typeof value === "number" && value >= 0 ? value : undefined;
  if (!isRecord(model) || !isRecord(value)) return undefined;
  // A table by name has no keys of its own to compare with: it holds numbers, or mappings of numbers.
  if (Object.keys(model).length === 0) {
    return numbers(value, (entry) => (isRecord(entry) ? numbers(entry) : undefined));
  }
  return Object.fromEntries(
    Object.entries(model).map(([key, inner]) => [key, like(value[key], inner) ?? inner]),
  );
}

/**
 * Usage from where no schema has checked it, such as the configuration of any stack the pack runs on. What is not built
 * as it should be is left out, and its default holds. Never throws.
 */
export function readUsage(raw: unknown): Partial<Usage> {
  if (!isRecord(raw)) return {};
  const usage: Record<string, unknown> = {};
  for (const [key, model] of Object.entries(usageDefaults)) {
    const value = like(raw[key], model);
    if (value !== undefined) usage[key] = value;
  }
  if (typeof raw.assumeRegion === "string") usage.assumeRegion = raw.assumeRegion;
  return usage;
}
