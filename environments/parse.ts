import { writeOutServices } from "@aip/services";
import { crossChecks } from "./cross-checks.ts";
import { mistakes } from "./mistakes.ts";
import { type Environment, environmentSchema } from "./schema/index.ts";

/** An environment file with mistakes. Every mistake is listed with its path, what was expected and what was found. */
export class InvalidEnvironment extends Error {
  readonly problems: readonly string[];

  constructor(name: string, problems: readonly string[]) {
    super(
      `environments/Pulumi.${name}.yaml has ${problems.length} mistake${problems.length === 1 ? "" : "s"}:\n` +
        problems.map((problem) => `  - ${problem}`).join("\n"),
    );
    this.name = "InvalidEnvironment";
    this.problems = problems;
  }
}

/**
 * Checks the values of one environment and fills in the defaults.
 *
 * @param name The environment's name, as in `Pulumi.<name>.yaml`.
 * @param values The keys of the file without their `platform:`.
 * @throws InvalidEnvironment listing every mistake.
 */
export function parseEnvironment(name: string, values: Record<string, unknown>): Environment {
  const written = writeOutServices(values);
  const result = environmentSchema.safeParse(written);
  if (!result.success) throw new InvalidEnvironment(name, mistakes(name, written, result.error.issues));
  const environment = { ...result.data, name };
  const problems = crossChecks(environment);
  if (problems.length > 0) throw new InvalidEnvironment(name, problems);
  return environment;
}
