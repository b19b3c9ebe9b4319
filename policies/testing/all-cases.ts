import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RuleCases } from "./cases.ts";

const rules = new URL("../rules/", import.meta.url);

const files = globSync("*/*.cases.ts", { cwd: fileURLToPath(rules) }).sort();
const modules = await Promise.all(
  files.map(async (file) => (await import(new URL(file, rules).href)) as { cases: readonly RuleCases[] }),
);

/** The cases of all rules. */
export const allCases: readonly RuleCases[] = modules.flatMap(({ cases }) => cases);
