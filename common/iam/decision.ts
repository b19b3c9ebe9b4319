import { attempt } from "../three-valued.ts";
import type { Statement } from "./statement.ts";

/** What policies say of a request. */
export interface AccessDecision {
  readonly allowed: boolean;
  /** The statements that decided; none where no statement allows. */
  readonly statements: readonly Statement[];
  /** Why, as a sentence without a full stop. */
  readonly reason: string;
}

export const granted = (statement: Statement): AccessDecision => ({
  allowed: true,
  statements: [statement],
  reason: `${statement.label} allows it`,
});

export const refused = (reason: string, ...statements: readonly Statement[]): AccessDecision => ({
  allowed: false,
  statements,
  reason,
});

export type Check = () => AccessDecision;

/** That all allow: the first refusal, else all reasons. Throws `UnknownValue` where none refuses and one may. */
export function all(...checks: readonly Check[]): AccessDecision {
  const outcomes = checks.map((check) => attempt(check));
  const refusal = outcomes.find(({ value }) => value?.allowed === false);
  if (refusal?.value) return refusal.value;
  const decisions = outcomes.map(({ value, unknown }) => {
    if (value === undefined) throw unknown;
    return value;
  });
  return {
    allowed: true,
    statements: decisions.flatMap(({ statements }) => statements),
    reason: decisions.map(({ reason }) => reason).join(", and "),
  };
}

/** That one allows: the first that does, else the last refusal. Throws `UnknownValue` where none allows and one may. */
export function either(...checks: readonly [Check, ...Check[]]): AccessDecision {
  const outcomes = checks.map((check) => attempt(check));
  const allowed = outcomes.find(({ value }) => value?.allowed);
  if (allowed?.value) return allowed.value;
  const refusals = outcomes.map(({ value, unknown }) => {
    if (value === undefined) throw unknown;
    return value;
  });
  return refusals[refusals.length - 1] as AccessDecision;
}
