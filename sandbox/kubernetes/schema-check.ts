import { isRecord } from "@aip/common/records.ts";
import { definition, type SchemaNode } from "@aip/facts/kubernetes/schemas.ts";
import type { Report } from "../core/model.ts";
import { isAnnotations, isLabels, isQuantity } from "./formats.ts";

type Path = string;

const patterns = new Map<string, RegExp | undefined>();

/** Patterns are of Go's dialect; one that this engine cannot read is not checked. */
function compiled(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) {
    let expression: RegExp | undefined;
    try {
      expression = new RegExp(pattern);
    } catch {
      expression = undefined;
    }
    patterns.set(pattern, expression);
  }
  return patterns.get(pattern);
}

const at = (path: Path, key: string | number): Path => {
  if (typeof key === "number") return `${path}[${key}]`;
  const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === "" ? name : `${path}.${name}`;
};

/** Whether a value satisfies a schema that only restricts (`oneOf`, `not` and their like): fields it leaves out may be there. */
function satisfies(node: SchemaNode, value: unknown): boolean {
  let valid = true;
  check({ ...node, open: true }, value, "", () => {
    valid = false;
  });
  return valid;
}

function checkAlternatives(node: SchemaNode, value: unknown, path: Path, report: Report): void {
  for (const part of node.allOf ?? []) {
    if (!satisfies(part, value)) report(path, value, `a value of the form ${JSON.stringify(part)}`);
  }
  if (node.anyOf && !node.anyOf.some((part) => satisfies(part, value))) {
    report(path, value, `a value of one of the forms ${JSON.stringify(node.anyOf)}`);
  }
  if (node.oneOf && node.oneOf.filter((part) => satisfies(part, value)).length !== 1) {
    report(path, value, `a value of exactly one of the forms ${JSON.stringify(node.oneOf)}`);
  }
  if (node.not && satisfies(node.not, value)) {
    report(path, value, `anything but the form ${JSON.stringify(node.not)}`);
  }
}

function checkObject(node: SchemaNode, value: unknown, path: Path, report: Report): void {
  if (!isRecord(value)) {
    report(path, value, "an object");
    return;
  }
  for (const key of node.required ?? []) {
    if (!(key in value) || value[key] === null) report(at(path, key), undefined, "a value; it is required");
  }
  const extra = typeof node.additionalProperties === "object" ? node.additionalProperties : undefined;
  const open = node.open === true || node.additionalProperties === true;
  let count = 0;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null) continue;
    count += 1;
    const declared = node.properties?.[key] ?? extra;
    if (declared) check(declared, inner, at(path, key), report);
    else if (!open) report(at(path, key), inner, `one of the fields ${fields(node)}`);
  }
  if (node.minProperties !== undefined && count < node.minProperties) {
    report(path, value, `at least ${node.minProperties} entries`);
  }
  if (node.maxProperties !== undefined && count > node.maxProperties) {
    report(path, value, `at most ${node.maxProperties} entries`);
  }
}

const fields = (node: SchemaNode): string => {
  const names = Object.keys(node.properties ?? {});
  return names.length === 0 ? "(it has none)" : names.join(", ");
};

function checkArray(node: SchemaNode, value: unknown, path: Path, report: Report): void {
  if (!Array.isArray(value)) {
    report(path, value, "a list");
    return;
  }
  if (node.minItems !== undefined && value.length < node.minItems) {
    report(path, value, `at least ${node.minItems} items`);
  }
  if (node.maxItems !== undefined && value.length > node.maxItems) {
    report(path, value, `at most ${node.maxItems} items`);
  }
  if (!node.items) return;
  // Where a list keeps what is not declared, so do its items.
  const items = node.open ? { ...node.items, open: true } : node.items;
  for (const [index, item] of value.entries()) check(items, item, at(path, index), report);
}

function checkNumber(node: SchemaNode, value: unknown, path: Path, report: Report): void {
  if (typeof value !== "number" || (node.type === "integer" && !Number.isInteger(value))) {
    report(path, value, node.type === "integer" ? "an integer" : "a number");
    return;
  }
  if (node.minimum !== undefined && value < node.minimum) report(path, value, `at least ${node.minimum}`);
  if (node.maximum !== undefined && value > node.maximum) report(path, value, `at most ${node.maximum}`);
  if (node.format === "int32" && Math.abs(value) > 2 ** 31) report(path, value, "a 32-bit integer");
}

function checkText(node: SchemaNode, value: unknown, path: Path, report: Report): void {
  if (typeof value !== "string") {
    report(path, value, "a text");
    return;
  }
  if (node.minLength !== undefined && value.length < node.minLength) {
    report(path, value, `at least ${node.minLength} characters`);
  }
  if (node.maxLength !== undefined && value.length > node.maxLength) {
    report(path, value, `at most ${node.maxLength} characters`);
  }
  if (node.pattern !== undefined && compiled(node.pattern)?.test(value) === false) {
    report(path, value, `a text that matches ${node.pattern}`);
  }
  if (node.format === "byte" && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) report(path, value, "base64");
  if (node.format === "date-time" && Number.isNaN(Date.parse(value))) report(path, value, "an RFC 3339 time");
}

/** The formats that are types of their own in Kubernetes. */
function checkFormat(node: SchemaNode, value: unknown, path: Path, report: Report): boolean {
  switch (node.format) {
    case "int-or-string":
      if (typeof value === "string") checkText({ ...node, format: "" }, value, path, report);
      else if (!Number.isInteger(value)) report(path, value, "an integer or a text");
      return true;
    case "quantity":
      if (!isQuantity(value)) report(path, value, 'a quantity such as "500m", "2" or "4Gi"');
      return true;
    case "labels":
      isLabels(value, path, report);
      return true;
    case "annotations":
      isAnnotations(value, path, report);
      return true;
    default:
      return false;
  }
}

/** Reports where a value breaks its schema. `undefined` is a value that is not known yet. */
export function check(given: SchemaNode, value: unknown, path: Path, report: Report): void {
  if (value === undefined || value === null) return;
  const node = given.$ref === undefined ? given : definition(given.$ref);
  checkAlternatives(node, value, path, report);
  if (checkFormat(node, value, path, report)) return;
  if (node.enum && !node.enum.includes(value)) {
    report(path, value, node.enum.map((allowed) => JSON.stringify(allowed)).join(", "));
    return;
  }
  switch (node.type) {
    case "object":
      checkObject(node, value, path, report);
      break;
    case "array":
      checkArray(node, value, path, report);
      break;
    case "string":
      checkText(node, value, path, report);
      break;
    case "integer":
    case "number":
      checkNumber(node, value, path, report);
      break;
    case "boolean":
      if (typeof value !== "boolean") report(path, value, "true or false");
      break;
    default:
      // A schema without a type, as the parts of `oneOf` are: it says something only about objects.
      if (isRecord(value) && (node.properties ?? node.required)) checkObject(node, value, path, report);
  }
}
