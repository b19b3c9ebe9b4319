import type { Problems } from "@aip/common/problems.ts";
import type { Environment } from "./schema/index.ts";

/**
 * A rule over several values of an environment. One that reads a value which is mistaken already says nothing, so a rule
 * reads no more than it needs.
 */
export type Rule = (environment: Environment, problems: Problems) => void;

/**
 * What production must not lower.
 *
 * @param path Of the value.
 * @param allowed What it must be, as the rest of a sentence.
 * @param read The value.
 * @param holds Whether it is so.
 */
export const inProduction =
  <T>(
    path: string,
    allowed: string,
    read: (environment: Environment) => T,
    holds: (value: T, environment: Environment) => boolean,
  ): Rule =>
  (environment, problems) => {
    if (environment.profile !== "production") return;
    const found = read(environment);
    if (!holds(found, environment)) problems.add(path, found, `${allowed} in production`);
  };
