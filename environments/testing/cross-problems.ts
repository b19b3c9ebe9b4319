import { formatProblem, Problems } from "@aip/common/problems.ts";
import { crossChecks } from "../cross-checks.ts";
import { readEnvironmentFile } from "../file.ts";
import type { Environment } from "../schema/index.ts";

/** What the rules over several values say about an environment, a line each. */
export function crossProblems(environment: Environment): string[] {
  const problems = new Problems("test");
  crossChecks(environment, problems);
  return problems.list.map(formatProblem);
}

/** Production as its file has it, with changes. */
export function changedProduction(change: (environment: Environment) => void): string[] {
  const environment = structuredClone(readEnvironmentFile("prod").environment);
  change(environment);
  return crossProblems(environment);
}
