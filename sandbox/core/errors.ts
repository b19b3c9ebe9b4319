import { parseUrn } from "@aip/common/urn.ts";
import type { Problem } from "./model.ts";

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** One line for a person: the property, what was found, what is allowed. */
export const describe = (problem: Problem): string =>
  `${problem.property}: found ${shown(problem.found)}; allowed: ${problem.allowed}`;

/** The simulated cloud refuses a resource, as AWS or Kubernetes would. All its problems come at once. */
export class Refused extends Error {
  readonly urn: string;
  readonly problems: readonly Problem[];

  constructor(urn: string, problems: readonly Problem[]) {
    const { name, type } = parseUrn(urn);
    super(
      `${name} (${type}) is refused:\n${problems.map((problem) => `  - ${describe(problem)}`).join("\n")}`,
    );
    this.name = "Refused";
    this.urn = urn;
    this.problems = problems;
  }
}
