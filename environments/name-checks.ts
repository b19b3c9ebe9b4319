import { derivedNames } from "./derived-names.ts";
import type { Rule } from "./rule.ts";

/** The name is part of a DNS name, and of names that begin with a letter and have no capitals. */
const form: Rule = ({ name }, problems) => {
  if (!/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) {
    problems.add([], name, "lower-case letters, digits and dashes, starting with a letter, such as prod");
  }
};

/** No derived name may be longer than AWS takes it. */
const length: Rule = (environment, problems) => {
  const { name } = environment;
  const [tightest] = derivedNames(environment)
    .map((derived) => ({ ...derived, room: derived.longest - derived.name("").length }))
    .toSorted((one, other) => one.room - other.room);
  if (tightest === undefined || name.length <= tightest.room) return;
  const full = tightest.name(name);
  problems.add(
    [],
    name,
    `at most ${tightest.room} characters: ${tightest.what} ${full} has ${full.length}, and AWS takes ${tightest.longest}`,
  );
};

/** What an environment may be called. */
export const nameRules: readonly Rule[] = [form, length];
