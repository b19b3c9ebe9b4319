import { UnknownValue } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import type { Check, ResourceRule, Rule, RuleEnvironment, StackRule } from "./rule.ts";

/** What a rule said. */
export interface RuleOutcome {
  readonly findings: readonly { readonly urn: string; readonly message: string }[];
  /** What the rest of the verdict depends on and is not known yet. */
  readonly deferred: readonly { readonly urn: string; readonly path: string }[];
  /** What the rule broke down with; never the text of the error, which may quote a secret. */
  readonly crash?: string;
  readonly notApplicable?: string;
}

/** A signal and no error, which would cost a stack trace each time. */
class NotApplicable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

const where = (error: unknown): string => {
  const frame =
    error instanceof Error ? /\(?(?:file:\/\/)?[^\s()]*\/([\w.-]+\.[jt]s:\d+)/.exec(error.stack ?? "") : null;
  const name = error instanceof Error ? error.name : "a thrown value";
  return frame ? `${name} at ${frame[1]}` : name;
};

function outcome<C>(
  config: C,
  environment: RuleEnvironment,
  defaultUrn: string,
  body: (check: Check<C>) => void,
): RuleOutcome {
  const findings: { urn: string; message: string }[] = [];
  const deferred: { urn: string; path: string }[] = [];
  const check: Check<C> = {
    config,
    environment,
    fail: (message, urn = defaultUrn) => {
      findings.push({ urn, message });
    },
    defer: (path, urn = defaultUrn) => {
      deferred.push({ urn, path });
    },
    each: (elements, run) => {
      for (const element of elements) {
        try {
          run(element);
        } catch (error) {
          if (!(error instanceof UnknownValue)) throw error;
          deferred.push({ urn: urnOf(element) ?? defaultUrn, path: error.path });
        }
      }
    },
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
  };
  try {
    body(check);
  } catch (error) {
    if (error instanceof UnknownValue) deferred.push({ urn: defaultUrn, path: error.path });
    else if (error instanceof NotApplicable) return { findings, deferred, notApplicable: error.reason };
    else return { findings, deferred, crash: where(error) };
  }
  return { findings, deferred };
}

const urnOf = (element: unknown): string | undefined =>
  typeof element === "object" && element !== null && "urn" in element && typeof element.urn === "string"
    ? element.urn
    : undefined;

/** Judges one resource. Never throws. */
export const runResourceRule = (
  rule: ResourceRule,
  view: ResourceView,
  config: Readonly<Record<string, unknown>>,
  environment: RuleEnvironment,
): RuleOutcome => outcome(config, environment, view.urn, (check) => rule.check(view, check as Check<never>));

/** Judges a stack. A rule of whose types the stack has none is not applicable. Never throws. */
export function runStackRule(
  rule: StackRule,
  stack: StackView,
  config: Readonly<Record<string, unknown>>,
  environment: RuleEnvironment,
): RuleOutcome {
  const matches = typeMatcher(rule);
  const first = stack.views.find((view) => matches(view.type));
  if (first === undefined) return { findings: [], deferred: [], notApplicable: "no resource of its types" };
  return outcome(config, environment, first.urn, (check) => rule.check(stack, check as Check<never>));
}

const matchers = new WeakMap<Rule, (type: string) => boolean>();

/** Whether a rule looks at resources of a type. */
export function typeMatcher(rule: Rule): (type: string) => boolean {
  const cached = matchers.get(rule);
  if (cached) return cached;
  const exact = new Set(rule.types);
  const prefixes = rule.types.filter((type) => type.endsWith("*")).map((type) => type.slice(0, -1));
  const matcher = (type: string) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
  matchers.set(rule, matcher);
  return matcher;
}
