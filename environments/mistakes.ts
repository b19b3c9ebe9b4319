import type { z } from "zod";
import { crossChecks } from "./cross-checks.ts";
import { environmentSchema } from "./schema/index.ts";

/** The namespace of our keys in an environment file, whichever project reads it. */
export const namespace = "platform";

type Issue = z.core.$ZodIssue;
type Values = Record<PropertyKey, unknown>;

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Values | undefined)?.[key], value);

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

const pathOf = (path: readonly PropertyKey[]): string => `${namespace}:${path.map(String).join(".")}`;

/** What stands in for required keys that are missing or wrong, so that the rules over several keys can still be asked. */
const standIn = {
  domain: "example.com",
  profile: "development",
  tags: { Owner: "nobody", CostCenter: "none", DataClassification: "internal" },
  budget: { monthlyUsd: 1 },
  network: { vpcCidr: "10.0.0.0/16" },
};

/**
 * Every mistake of the values that the schema refuses: its own, and those of the rules over several keys as far as the
 * keys they ask are right.
 */
export function mistakes(name: string, values: Record<string, unknown>, issues: readonly Issue[]): string[] {
  const own = issues.flatMap((issue) => lines(issue, values));
  const paths = own.map((line) => line.slice(0, line.indexOf(": ")));
  const mended = environmentSchema.safeParse(mend(values, issues));
  const others = mended.success ? crossChecks({ ...mended.data, name }) : [];
  // What follows from a mistake that is already told is no mistake of its own.
  return [...own, ...others.filter((line) => !paths.some((path) => line.startsWith(path)))];
}

function lines(issue: Issue, values: Record<string, unknown>): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(
      (key) => `${pathOf([...issue.path, key])}: there is no such key; environments/schema has all`,
    );
  }
  const found = at(values, issue.path);
  return [`${pathOf(issue.path)}: ${expectation(issue)}, found ${shown(found)}`];
}

/** The library's own messages, in the words of all others. */
function expectation(issue: Issue): string {
  if (issue.code === "invalid_type")
    return `expected ${issue.expected === "object" ? "a mapping" : issue.expected}`;
  if (issue.code === "invalid_value") return `expected ${issue.values.map(shown).join(" or ")}`;
  return issue.message;
}

/** The values without what is wrong, and with stand-ins for what is required. */
function mend(values: Record<string, unknown>, issues: readonly Issue[]): Values {
  const copy = structuredClone(values) as Values;
  for (const issue of issues) {
    const doomed =
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of doomed) {
      const holder = at(copy, path.slice(0, -1));
      const key = path.at(-1);
      if (key !== undefined && holder !== null && typeof holder === "object") delete (holder as Values)[key];
    }
  }
  const filled: Values = { ...standIn, ...copy };
  for (const key of ["tags", "budget", "network"] as const) {
    if (copy[key] !== undefined) filled[key] = { ...standIn[key], ...(copy[key] as object) };
  }
  return filled;
}
