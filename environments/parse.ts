import { Problems } from "@aip/common/problems.ts";
import { writeOutServices } from "@aip/services";
import { crossChecks } from "./cross-checks.ts";
import { InvalidEnvironment, type Locate, type Mistake, mistake } from "./invalid-environment.ts";
import { addIssues, withEntries } from "./mistakes.ts";
import { repair } from "./repair.ts";
import { type Environment, environmentSchema } from "./schema/index.ts";
import { decide, guard } from "./undecided.ts";

/** What else is known about the file that the values are from. */
export interface Source {
  /** Where values are in the file. Default: errors say no lines. */
  readonly locate?: Locate;
  /** Mistakes that were found already. */
  readonly mistakes?: readonly Mistake[];
}

/**
 * Checks the values of one environment and fills in the defaults.
 *
 * @param name The environment's name, as in `Pulumi.<name>.yaml`.
 * @param values The keys of the file without their `platform:`.
 * @throws InvalidEnvironment listing every mistake.
 */
export function parseEnvironment(
  name: string,
  values: Record<string, unknown>,
  { locate, mistakes = [] }: Source = {},
): Environment {
  const problems = new Problems(name, decide);
  const written = writeOutServices(values);
  const result = environmentSchema.safeParse(written);
  const issues = result.success ? [] : withEntries(written, result.error.issues);
  addIssues(written, issues, problems);
  const { environment, unknown } = result.success
    ? { environment: result.data, unknown: [] }
    : repair(written, issues);
  const named = { ...environment, name };
  crossChecks(guard(named, unknown), problems);
  const all = [...mistakes, ...problems.list.map((problem) => mistake(problem, locate))];
  if (all.length > 0) throw new InvalidEnvironment(name, all);
  return { ...named, teams: inKeyOrder(named.teams) };
}

/**
 * A mapping in the order of its keys, which is how the engine hands it over; a plan has the order of the file. Lists that
 * are made of it must not differ between the two.
 */
const inKeyOrder = <T>(mapping: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(mapping).toSorted(([one], [other]) => (one < other ? -1 : 1)));
