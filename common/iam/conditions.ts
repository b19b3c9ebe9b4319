import { everyKnown, someKnown } from "../three-valued.ts";
import { UnknownValue, type Value } from "../value.ts";
import { type Compare, negations, operators } from "./operators.ts";
import { type Context, scalars } from "./request.ts";

interface Operator {
  readonly compare: Compare;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
}

/** Names of operators count in any case. */
const byName = (table: Readonly<Record<string, unknown>>, name: string): string | undefined =>
  Object.keys(table).find((known) => known.toLowerCase() === name.toLowerCase());

function operatorOf(text: string): Operator {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i.exec(text);
  const [, quantifier, name = "", ifExists] = match ?? [];
  const negation = byName(negations, name);
  const positive = negation === undefined ? byName(operators, name) : negations[negation];
  const compare = positive === undefined ? undefined : operators[positive];
  if (!compare) {
    throw new Error(
      `A policy has the condition operator "${text}", which IAM does not have. Allowed are Null, ` +
        `${[...Object.keys(operators), ...Object.keys(negations)].join(", ")}, with ...IfExists, ForAllValues: and ForAnyValue:.`,
    );
  }
  return {
    compare,
    negated: negation !== undefined,
    ifExists: ifExists !== undefined,
    quantifier:
      quantifier === undefined
        ? undefined
        : quantifier.toLowerCase() === "forallvalues"
          ? "ForAllValues"
          : "ForAnyValue",
  };
}

/**
 * Whether all conditions of a statement hold. Several values of one key are alternatives, or with a negated operator all
 * that must not be. A key that is not in the request matches nothing, which is what a negated operator asks for.
 *
 * @param variables Whether `${...}` is a policy variable.
 */
export const conditionsHold = (conditions: Value, context: Context, variables: boolean): boolean =>
  everyKnown(conditions.entries(), ([name, keys]) =>
    everyKnown(keys.entries(), ([key, wanted]) =>
      /^null$/i.test(name)
        ? isNull(context, key) === (scalars(wanted)[0]?.toLowerCase() === "true")
        : holds(operatorOf(name), context, key, wanted, variables),
    ),
  );

/** A key whose value is not known yet is there. */
function isNull(context: Context, key: string): boolean {
  try {
    return (context.valuesOf(key) ?? []).length === 0;
  } catch (error) {
    if (error instanceof UnknownValue) return false;
    throw error;
  }
}

function holds(
  { compare, negated, ifExists, quantifier }: Operator,
  context: Context,
  key: string,
  wanted: Value,
  variables: boolean,
): boolean {
  const given = context.valuesOf(key);
  if (given === undefined || given.length === 0) {
    if (quantifier !== undefined) return quantifier === "ForAllValues" || ifExists;
    return negated || ifExists;
  }
  const variable = variables ? (name: string) => context.single(name) : undefined;
  const alternatives = wanted.list().length > 0 ? wanted.list() : [wanted];
  const matches = (value: string): boolean =>
    someKnown(alternatives, (one) => scalars(one).some((text) => compare(value, text, variable)));
  const passes = (value: string): boolean => matches(value) !== negated;
  if (quantifier === "ForAllValues") return everyKnown(given, passes);
  if (quantifier === "ForAnyValue") return someKnown(given, passes);
  return negated ? everyKnown(given, passes) : someKnown(given, passes);
}
