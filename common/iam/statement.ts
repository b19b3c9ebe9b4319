import { allHold, everyKnown, someKnown } from "../three-valued.ts";
import type { Value } from "../value.ts";
import { conditionsHold } from "./conditions.ts";
import { statements } from "./document.ts";
import { covers, patternOf } from "./patterns.ts";
import { isFor, type Named } from "./principals.ts";
import type { AccessRequest, Context } from "./request.ts";

/** A policy by the name that a reason gives it. */
export interface NamedPolicy {
  /** Such as `bucket policy of lake`. */
  readonly name: string;
  /** The document: a JSON text, or the object itself. */
  readonly document: Value;
  /** URN of the resource that holds it. Default: none in the plan does. */
  readonly urn?: string;
}

/** One statement of a policy. */
export interface Statement {
  readonly policy: NamedPolicy;
  readonly value: Value;
  /** `statement "ReadLake" of bucket policy of lake`; one without a Sid by its number, counted from 1. */
  readonly label: string;
  /** Whether `${...}` is a variable in it, which it is from version 2012-10-17 on. */
  readonly variables: boolean;
}

export function statementsOf(policy: NamedPolicy): readonly Statement[] {
  const document = policy.document.json();
  const variables = () => document.at("Version").text() === "2012-10-17";
  return (document.isUnknown ? [document] : statements(document)).map((value, index) => {
    const sid = value.at("Sid");
    const named = sid.isUnknown ? undefined : sid.text();
    return {
      policy,
      value,
      label: `statement ${named === undefined ? index + 1 : `"${named}"`} of ${policy.name}`,
      get variables() {
        return variables();
      },
    };
  });
}

/** A request with its context. */
export interface Asked {
  readonly request: AccessRequest;
  readonly context: Context;
  /** Whether the caller has a permissions boundary. */
  readonly bounded: boolean;
}

const effects = { allow: "Allow", deny: "Deny" } as const;

export type Effect = keyof typeof effects;

/** Whether a statement has an effect, and all of its elements match a request. */
export function applies(
  { value, variables }: Statement,
  effect: Effect,
  { request, context, bounded }: Asked,
  ways: readonly Named[],
): boolean {
  const variable = variables ? { variable: (name: string) => context.single(name) } : {};
  return allHold(
    () => value.at("Effect").text() === effects[effect],
    () => isFor(value, request.caller, ways, bounded),
    () => element(value, "Action", (pattern) => covers(pattern, request.action)),
    () =>
      element(value, "Resource", (pattern) =>
        patternOf(pattern, { wildcards: "everywhere", ...variable })?.test(request.resource),
      ),
    () => conditionsHold(value.at("Condition"), context, variables),
  );
}

/**
 * Whether an element or its negation matches. Neither is there where it goes without saying, as in a trust policy.
 *
 * @param matches Whether a pattern does; `undefined` for one with a variable that the request does not have, which makes
 * neither the element nor its negation match.
 */
function element(statement: Value, name: string, matches: (pattern: string) => boolean | undefined): boolean {
  const [named, others] = [statement.at(name), statement.at(`Not${name}`)];
  if (!named.isAbsent) return someKnown(elements(named), (pattern) => matches(pattern.text() ?? "") ?? false);
  return (
    others.isAbsent || everyKnown(elements(others), (pattern) => matches(pattern.text() ?? "") === false)
  );
}

const elements = (value: Value): readonly Value[] => {
  const list = value.isUnknown ? [] : value.list();
  return list.length > 0 ? list : [value];
};
