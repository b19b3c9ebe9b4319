import { unknownValue } from "@aip/common/protocol.ts";
import type { RuleEnvironment } from "../rule.ts";

/** Well-formed and faulty resources for each rule, in the words of the controls' public documentation. */

/** A value that is not known before other resources exist. */
export const unknown = unknownValue;

export interface CaseResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Names of the resources that a property refers to; as in a preview, its value is unknown. */
  readonly refers: Readonly<Record<string, string>>;
  readonly protect: boolean;
}

export type Inputs = Readonly<Record<string, unknown>>;

export const resource = (
  type: string,
  name: string,
  inputs: Inputs = {},
  refers: Readonly<Record<string, string>> = {},
  protect = false,
): CaseResource => ({
  type,
  name,
  inputs: { ...inputs, ...Object.fromEntries(Object.keys(refers).map((key) => [key, unknown])) },
  refers,
  protect,
});

/** The inputs of a single resource of the rule's type, or several resources. */
export type Given = Inputs | readonly CaseResource[];

export interface RuleCases {
  readonly rule: string;
  /** Type of the cases that are inputs alone. */
  readonly type?: string;
  readonly settings?: Inputs;
  /** What the rule is told of the environment, besides that it is production. */
  readonly environment?: Partial<RuleEnvironment>;
  /** By what each shows. The rule says nothing about a good one, and is not deferred. */
  readonly good: Readonly<Record<string, Given>>;
  readonly bad: Readonly<Record<string, Given>>;
  /** The rule has to wait. */
  readonly deferred?: Readonly<Record<string, Given>>;
}

/** An IAM policy document as the text it is passed as. */
export const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const resourcesOf = (cases: RuleCases, given: Given): readonly CaseResource[] =>
  Array.isArray(given)
    ? (given as readonly CaseResource[])
    : [resource(cases.type ?? "", "subject", given as Inputs)];
