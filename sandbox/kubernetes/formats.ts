import { quantity } from "@aip/common/quantity.ts";
import { isRecord } from "@aip/common/records.ts";
import type { Report } from "../core/model.ts";

/** DNS label: what most names inside an object have to be. */
export const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** DNS name: what the names of most objects have to be. */
export const dnsSubdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const qualifiedName = /^([A-Za-z0-9]|[A-Za-z0-9][\w.-]{0,61}[A-Za-z0-9])$/;
const quantityForm = /^[+-]?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

export const isQuantity = (value: unknown): boolean =>
  typeof value === "number" ? Number.isFinite(value) : typeof value === "string" && quantityForm.test(value);

/** A quantity as a number of its base unit; undefined for what is none. */
export function amount(value: unknown): number | undefined {
  if (!isQuantity(value)) return undefined;
  const [, sign, size = ""] = /^([+-]?)(.*)$/.exec(String(value)) ?? [];
  const read = quantity(size);
  return read === undefined || sign !== "-" ? read : -read;
}

function checkKey(key: string, path: string, report: Report): void {
  const slash = key.indexOf("/");
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  const name = slash < 0 ? key : key.slice(slash + 1);
  const legal =
    qualifiedName.test(name) && (prefix === undefined || (dnsSubdomain.test(prefix) && prefix.length <= 253));
  if (!legal)
    report(
      path,
      key,
      "keys of at most 63 letters, digits, -, _ and ., with a DNS name and / before it at most",
    );
}

/** Labels and node selectors: legal keys, and values of at most 63 characters. */
export function isLabels(labels: unknown, path: string, report: Report): void {
  if (!isRecord(labels)) {
    report(path, labels, "an object of texts");
    return;
  }
  for (const [key, value] of Object.entries(labels)) {
    checkKey(key, path, report);
    if (value === undefined || value === "") continue;
    if (typeof value !== "string" || !qualifiedName.test(value)) {
      report(`${path}.${JSON.stringify(key)}`, value, "a text of at most 63 letters, digits, -, _ and .");
    }
  }
}

/** Annotations: legal keys, texts as values, 256 KiB at most together. */
export function isAnnotations(annotations: unknown, path: string, report: Report): void {
  if (!isRecord(annotations)) {
    report(path, annotations, "an object of texts");
    return;
  }
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    checkKey(key.toLowerCase(), path, report);
    if (value === undefined) continue;
    if (typeof value !== "string") report(`${path}.${JSON.stringify(key)}`, value, "a text");
    else size += key.length + value.length;
  }
  if (size > 256 * 1024) report(path, `${size} bytes`, "at most 262144 bytes together");
}
