import { crossChecks } from "./cross-checks.ts";
import { type Environment, environmentSchema } from "./schema/index.ts";

/** The namespace of our keys in an environment file, whichever project reads it. */
export const namespace = "platform";

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

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/**
 * Checks the values of one environment and fills in the defaults.
 *
 * @param name The environment's name, as in `Pulumi.<name>.yaml`.
 * @param values The keys of the file without their `platform:`.
 * @throws InvalidEnvironment listing every mistake.
 */
export function parseEnvironment(name: string, values: Record<string, unknown>): Environment {
  const result = environmentSchema.safeParse(values);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => {
      const path = [namespace, issue.path.map(String).join(".")].join(":");
      const found = issue.code === "unrecognized_keys" ? "" : `, found ${shown(at(values, issue.path))}`;
      return `${path}: ${issue.message}${found}`;
    });
    throw new InvalidEnvironment(name, problems);
  }
  const environment = { ...result.data, name };
  const problems = crossChecks(environment);
  if (problems.length > 0) throw new InvalidEnvironment(name, problems);
  return environment;
}
