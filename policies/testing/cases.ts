import { unknownValue } from "@aip/common/protocol.ts";
import type { RuleEnvironment } from "../rule.ts";

/** Well-formed and faulty resources for each rule, in the words of the controls' public documentation. */

/** A value that is not known before other resources exist. */
export const unknown = unknownValue;

export type Inputs = Readonly<Record<string, unknown>>;

interface Options {
  /** Default: false. */
  readonly protect?: boolean;
  /** Whether it is a component, which no provider makes. Default: false. */
  readonly component?: boolean;
  /** Name of its parent among the resources of the case. */
  readonly parent?: string;
  /** Names of resources that it depends on as a whole, by no property. */
  readonly dependsOn?: readonly string[];
}

export interface CaseResource extends Options {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** Names of the resources that a property refers to; as in a preview, its value is unknown. */
  readonly refers: Readonly<Record<string, string>>;
}

export const resource = (
  type: string,
  name: string,
  inputs: Inputs = {},
  refers: Readonly<Record<string, string>> = {},
  options: Options = {},
): CaseResource => ({
  ...options,
  type,
  name,
  inputs: { ...inputs, ...Object.fromEntries(Object.keys(refers).map((key) => [key, unknown])) },
  refers,
});

/** The inputs of a single resource of the rule's type, or several resources. */
export type Given = Inputs | readonly CaseResource[];

/** Cases of a rule, in a file `<topic>.cases.ts` beside it that exports them as `cases`. */
export interface RuleCases {
  readonly rule: string;
  /** Type of the cases that are inputs alone. */
  readonly type?: string;
  readonly settings?: Inputs;
  /** What the rule gets of the environment, besides that it is production. */
  readonly environment?: Partial<RuleEnvironment>;
  /** By what each shows. The rule says nothing about a good one, and is not deferred. */
  readonly good: Readonly<Record<string, Given>>;
  readonly bad: Readonly<Record<string, Given>>;
  /** What the finding of a bad case says; there is exactly one then. Default: one finding or more, whatever they say. */
  readonly says?: RegExp;
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
