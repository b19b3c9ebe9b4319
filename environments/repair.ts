import type { Path } from "@aip/common/problems.ts";
import { isRecord } from "@aip/common/records.ts";
import type { z } from "zod";
import { type Issue, pathOf, unknownKeys, valueAt } from "./mistakes.ts";
import { environmentSchema } from "./schema/index.ts";

type Values = Record<string, unknown>;

/** What takes the place of required keys that are missing or mistaken. No rule is asked about them. */
const standIns: Values = {
  domain: "example.com",
  profile: "development",
  tags: { Owner: "nobody", CostCenter: "none", DataClassification: "internal" },
  budget: { monthlyUsd: 1 },
  network: { vpcCidr: "10.0.0.0/16" },
};

export interface Repaired {
  readonly environment: z.output<typeof environmentSchema>;
  /** Paths of what was taken out or replaced. */
  readonly unknown: readonly Path[];
}

/** The values without what the schema refuses, so that the rules over several values can still be asked about the rest. */
export function repair(values: Values, issues: readonly Issue[]): Repaired {
  const copy = structuredClone(values);
  const unknown: Path[] = [];
  let refused = issues;
  for (let depth = 0; depth < 10; depth += 1) {
    for (const { path, meant } of unknownKeys(copy, refused)) {
      remove(copy, path);
      if (meant) unknown.push(meant);
    }
    for (const issue of refused) {
      if (issue.code === "unrecognized_keys") continue;
      const path = pathOf(issue);
      // What is missing cannot be taken out; what lacks it can.
      const doomed = valueAt(copy, path) === undefined ? path.slice(0, -1) : path;
      remove(copy, doomed);
      unknown.push(path, ...(doomed.length > 0 ? [doomed] : []));
    }
    fill(copy, standIns, [], unknown);
    const result = environmentSchema.safeParse(copy);
    if (result.success) return { environment: result.data, unknown };
    refused = result.error.issues;
  }
  throw new Error("An environment could not be checked: its mistakes lie deeper than its schema.");
}

function remove(values: Values, path: Path): void {
  const holder = valueAt(values, path.slice(0, -1));
  const key = path.at(-1);
  if (key !== undefined && typeof holder === "object" && holder !== null) {
    delete (holder as Values)[key];
  }
}

/** Adds what is missing of the stand-ins, and notes where. */
function fill(values: Values, missing: Values, path: Path, unknown: Path[]): void {
  for (const [key, value] of Object.entries(missing)) {
    const given = values[key];
    if (given === undefined) {
      values[key] = structuredClone(value);
      unknown.push([...path, key]);
    } else if (isRecord(given) && isRecord(value)) fill(given, value, [...path, key], unknown);
  }
}
