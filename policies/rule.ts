import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import type { Enforcement, Severity } from "./api.ts";
import type { Config, Settings } from "./settings.ts";

/**
 * What a rule is. A rule imports this file, the helpers beside it and tables of facts, and no SDK of a provider: the
 * pack has to start in an instant.
 *
 * One file a rule, `rules/<family>/<name>.ts`, with one export made by `resourceRule` or `stackRule`.
 */

export type Family =
  | "encryption"
  | "network-exposure"
  | "identity"
  | "logging"
  | "backup"
  | "tagging"
  | "cost"
  | "kubernetes"
  | "reliability"
  | "ml";

export type Profile = "development" | "staging" | "production";

/** A requirement of a framework that the rule's invariant is part of, such as `{framework: "AWS FSBP", control: "EC2.3"}`. */
export interface FrameworkControl {
  readonly framework:
    | "AWS FSBP"
    | "AWS Security Hub"
    | "CIS AWS 5.0"
    | "CIS EKS 1.7"
    | "Pod Security Standards"
    | "PCI DSS 4.0"
    | "HIPAA"
    | "SOC 2"
    | "GDPR";
  readonly control: string;
}

/** What the list of rules says about a rule. */
export interface RuleInfo {
  /** `<service>-<invariant>`, such as `rds-storage-encrypted`. Never changes: waivers and configurations name it. */
  readonly name: string;
  readonly family: Family;
  /** The invariant, as a sentence without a full stop. */
  readonly title: string;
  /** Why it matters, in a sentence or two. */
  readonly reasoning: string;
  readonly severity: Severity;
  readonly frameworks: readonly FrameworkControl[];
  /** How hard it is enforced where the environment file says nothing; by profile where that decides. */
  readonly enforcement: Enforcement | Readonly<Record<Profile, Enforcement>>;
  /** What to do, step by step. The first step ends every message of the rule. */
  readonly remediation: readonly [string, ...string[]];
  /** Where the invariant is documented. */
  readonly url: string;
  /**
   * Tokens of the types the rule looks at, such as `aws:rds/instance:Instance`. `kubernetes:*` means all of a
   * package, `*` all. A stack rule is skipped where the stack has none of them.
   */
  readonly types: readonly string[];
  /** Whether no waiver and no setting can switch it off. Default: false. */
  readonly unwaivable?: boolean;
  /**
   * Whether the rule judges a change rather than a state. Where there is nothing to compare with, its waivers are not
   * called unused. Default: false.
   */
  readonly ofChange?: boolean;
}

/** A resource that holds data and that a change replaces or deletes. */
export interface Loss {
  readonly urn: string;
  /** Such as `replaced, because dbName changes`. */
  readonly how: string;
}

/** Where rules are run, and for what. */
export interface RuleEnvironment {
  /** Name of the environment; empty where it is not known. */
  readonly name: string;
  readonly profile: Profile;
  /** Day of the run, as an ISO date. */
  readonly today: string;
  /** `environment`: all layers at once (a plan); `stack`: the resources of a single stack (the engine, a state file). */
  readonly scope: "environment" | "stack";
  /** What the environment file says of money; absent where there is no environment file. */
  readonly budget?: {
    readonly monthlyUsd: number;
    readonly layers: Readonly<Record<string, number>>;
    readonly maxIncreaseUsd?: number | undefined;
  };
  /** Usage that prices are computed with, as in the environment file; what it holds is up to the price model. */
  readonly usage?: unknown;
  /** What the same resources cost a month before the change; absent where there is nothing to compare with. */
  readonly previousMonthlyUsd?: number;
  /** What holds data and is lost with the change; absent where there is nothing to compare with. */
  readonly losses?: readonly Loss[];
  /** Required tags and their values, where the environment gives them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a rule reports to. */
export interface Check<C> {
  readonly config: C;
  readonly environment: RuleEnvironment;
  /**
   * Reports a violation. The message says what was found and what is allowed, never a value that may be secret; what
   * to do is added from the rule.
   *
   * @param urn Resource the finding is about. Default: the resource checked; in a stack rule the first of its types.
   */
  fail(message: string, urn?: string): void;
  /** Says that the verdict depends on something not known yet. Reading an unknown `Value` does so by itself. */
  defer(path: string, urn?: string): void;
  /** Runs the body for each element; one that is unknown defers without hiding what is wrong with the others. */
  each<T>(elements: Iterable<T>, body: (element: T) => void): void;
  /** Ends the check: the rule says nothing about this resource. */
  notApplicable(reason: string): never;
}

export interface ResourceRule<S extends Settings = Settings> extends RuleInfo {
  readonly kind: "resource";
  readonly settings: S;
  check(view: ResourceView, check: Check<Config<S>>): void;
  /**
   * The inputs as they would have to be, or nothing where they are right already. Only additive changes that replace
   * nothing. Switched off unless the environment's `policies.remediate` names the rule.
   */
  remediate?(
    view: ResourceView,
    context: { readonly config: Config<S>; readonly environment: RuleEnvironment },
  ): Record<string, unknown> | undefined;
}

export interface StackRule<S extends Settings = Settings> extends RuleInfo {
  readonly kind: "stack";
  readonly settings: S;
  check(stack: StackView, check: Check<Config<S>>): void;
}

export type Rule = ResourceRule | StackRule;

type Definition<R extends { kind: string; settings: unknown }, S> = Omit<R, "kind" | "settings"> & {
  readonly settings?: S;
};

/** Defines a rule that judges one resource at a time, before the engine creates it. */
export const resourceRule = <const S extends Settings = Record<never, never>>(
  definition: Definition<ResourceRule<S>, S>,
): ResourceRule<S> => ({ ...definition, kind: "resource", settings: definition.settings ?? ({} as S) });

/** Defines a rule that needs several resources to judge: joins, totals, and what is missing. */
export const stackRule = <const S extends Settings = Record<never, never>>(
  definition: Definition<StackRule<S>, S>,
): StackRule<S> => ({ ...definition, kind: "stack", settings: definition.settings ?? ({} as S) });
