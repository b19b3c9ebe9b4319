import { didYouMean, nearest } from "@aip/common/nearest.ts";
import { type Path, type Problems, shown } from "@aip/common/problems.ts";
import { safeParse, type z } from "zod";
import { keysAt, schemaAt } from "./schema-keys.ts";

export type Issue = z.core.$ZodIssue;

/** The value at a path; `undefined` where there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );

export const pathOf = (issue: Issue): Path =>
  issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));

/** A key that the schema does not have, and the one that was most likely meant and is not there. */
export interface UnknownKey {
  readonly path: Path;
  readonly meant: Path | undefined;
}

/** The keys among the issues that the schema does not have. */
export function unknownKeys(values: unknown, issues: readonly Issue[]): readonly UnknownKey[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [];
    const path = pathOf(issue);
    const missing = keysAt(path).filter((key) => valueAt(values, [...path, key]) === undefined);
    return issue.keys.map((key) => {
      const near = nearest(key, missing);
      return { path: [...path, key], meant: near === undefined ? undefined : [...path, near] };
    });
  });
}

/** The issues, and those of entries whose key alone the schema looked at because it is mistaken. */
export function withEntries(values: unknown, issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_key") return [issue];
    const schema = schemaAt(pathOf(issue));
    const inner = schema && safeParse(schema, valueAt(values, pathOf(issue)));
    const found = inner?.error?.issues ?? [];
    return [
      issue,
      ...withEntries(
        values,
        found.map((one) => ({ ...one, path: [...issue.path, ...one.path] })),
      ),
    ];
  });
}

/** Adds what the schema refuses. A required key that was mistyped is one mistake, not two. */
export function addIssues(values: unknown, issues: readonly Issue[], problems: Problems): void {
  const unknown = unknownKeys(values, issues);
  for (const { path } of unknown) {
    const known = keysAt(path.slice(0, -1));
    problems.report({
      path,
      found: "a key that does not exist",
      allowed: `${known.toSorted().join(", ")}${didYouMean(path.at(-1), known)}`,
    });
  }
  const mistyped = new Set(unknown.map(({ meant }) => JSON.stringify(meant)));
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") continue;
    const path = pathOf(issue);
    if (mistyped.has(JSON.stringify(path))) continue;
    const key = issue.code === "invalid_key";
    const found = key ? path.at(-1) : valueAt(values, path);
    problems.report({ path, found: shown(found), allowed: allowed(issue, found) });
  }
}

/** What a schema asks for, as the rest of a sentence. */
function allowed(issue: Issue, found: unknown): string {
  const own = /^expected (.*)$/s.exec(issue.message)?.[1];
  switch (issue.code) {
    case "invalid_value": {
      const values = issue.values.map(String);
      const near = didYouMean(found, values);
      if (own !== undefined) return `${own}${near}`;
      return `${values.length === 1 ? "" : "one of "}${values.join(", ")}${near}`;
    }
    case "invalid_type":
      return own ?? kind(issue.expected, found);
    case "too_small":
      return own ?? bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "too_big":
      return own ?? bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    case "invalid_key":
      return issue.issues.map((inner) => allowed(inner, found)).join("; ");
    default:
      return own ?? issue.message;
  }
}

/** The types of the schema library in the words of YAML. */
const kinds: Readonly<Record<string, string>> = {
  object: "a mapping of keys",
  record: "a mapping of keys",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function kind(expected: string, found: unknown): string {
  const name = kinds[expected] ?? `a value of type ${expected}`;
  const unquoted = expected === "string" && (typeof found === "number" || typeof found === "boolean");
  return unquoted ? `${name}, so in quotes: "${found}"` : name;
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === "string") return `a text of ${relation} ${limit} character${limit === 1 ? "" : "s"}`;
  if (origin === "array") return `a list of ${relation} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `${relation} ${limit}`;
}
