import type { Resource } from "@aip/common/resource.ts";
import { IndexedStack, viewsOf } from "@aip/common/view/stack.ts";
import type { Enforcement, Violation, Waiver } from "./api.ts";
import { noConfiguration, type PolicyConfiguration } from "./configuration.ts";
import { isJourneyRuleName, type JourneyFindings, type JourneyRule, journeyRule } from "./journey-rule.ts";
import type { FrameworkControl, ResourceRule, Rule, RuleEnvironment, RuleInfo } from "./rule.ts";
import { allRules } from "./rules/index.ts";
import { type RuleOutcome, runResourceRule, runStackRule, typeMatcher } from "./run.ts";
import {
  configurationInvalid,
  ruleCrashed,
  type SelfCheck,
  selfChecks,
  waiverExpired,
  waiverExpiresSoon,
  waiverInvalid,
  waiverUnused,
} from "./self-checks.ts";
import { configure } from "./settings.ts";
import { Waivers } from "./waivers.ts";

export interface EvaluateOptions {
  readonly environment: RuleEnvironment;
  /** The section `policies` of the environment file. Default: every rule as it is, no waivers. */
  readonly configuration?: PolicyConfiguration;
  /** Default: all rules of the pack. */
  readonly rules?: readonly Rule[];
  /** What was found of the journeys. Default: nobody has proved them here, so that nothing is said of them. */
  readonly journeys?: JourneyFindings;
}

/** A verdict that has to wait until the engine knows a value. */
export interface Deferred {
  readonly policy: string;
  readonly urn: string;
  /** The property that is not known yet. */
  readonly property: string;
}

export interface Evaluation {
  /** Mandatory ones first, then by severity. Those a waiver covers carry it. */
  readonly violations: readonly Violation[];
  readonly deferred: readonly Deferred[];
  /** Rules that are switched off, and by what: nothing is off silently. */
  readonly disabled: readonly { readonly policy: string; readonly by: "default" | "configuration" }[];
}

/** Whether a violation has to stop a deployment: it is mandatory, and nobody has waived it. */
export const isBlocking = (violation: Violation): boolean =>
  violation.enforcement === "mandatory" && violation.waiver === null;

export const frameworkText = ({ framework, control }: FrameworkControl): string => `${framework} ${control}`;

const stackUrn = (environment: RuleEnvironment): string =>
  `urn:pulumi:${environment.name}::ai-platform::pulumi:pulumi:Stack::environment`;

type AnyRule = Rule | SelfCheck | JourneyRule;

/** How a rule is enforced in an environment. What may not be switched off keeps its own enforcement. */
export function enforcementOf(
  rule: Pick<RuleInfo, "name" | "enforcement" | "unwaivable">,
  environment: Pick<RuleEnvironment, "profile">,
  configuration: Pick<PolicyConfiguration, "enforcement">,
): Enforcement {
  const own = typeof rule.enforcement === "string" ? rule.enforcement : rule.enforcement[environment.profile];
  const configured = configuration.enforcement[rule.name];
  return configured === undefined || (rule.unwaivable && configured !== "mandatory") ? own : configured;
}

/** The waiver of a journey that waits for the platform itself, through its last day. */
const pendingWaiver = (rule: AnyRule, today: string): Waiver | null =>
  rule.kind === "journey" && rule.pending && rule.pending.expires >= today ? rule.pending : null;

const named = (rules: readonly Rule[], journeys: readonly JourneyRule[] = []): ReadonlyMap<string, AnyRule> =>
  new Map([...rules, ...selfChecks, ...journeys].map((rule) => [rule.name, rule]));

/**
 * What is wrong with the configuration itself.
 *
 * @param journeys Rules of the journeys. Default: they are not known here, and any may be named.
 */
export function configurationProblems(
  rules: readonly Rule[],
  configuration: PolicyConfiguration,
  journeys?: readonly JourneyRule[],
): string[] {
  const byName = named(rules, journeys);
  const problems: string[] = [];
  const unknown = (section: string, name: string) => {
    if (journeys === undefined && isJourneyRuleName(name)) return;
    if (!byName.has(name)) problems.push(`${section}.${name}: there is no such rule`);
  };
  for (const [name, level] of Object.entries(configuration.enforcement)) {
    unknown("enforcement", name);
    if (byName.get(name)?.unwaivable && level !== "mandatory") {
      problems.push(`enforcement.${name}: the rule cannot be switched off`);
    }
  }
  for (const [name, given] of Object.entries(configuration.settings)) {
    unknown("settings", name);
    const rule = byName.get(name);
    if (rule === undefined) continue;
    const settings = "settings" in rule ? rule.settings : {};
    for (const problem of configure(settings, given).problems) problems.push(`settings.${name}.${problem}`);
  }
  for (const name of configuration.remediate) {
    unknown("remediate", name);
    const rule = byName.get(name);
    if (rule !== undefined && !(rule.kind === "resource" && rule.remediate)) {
      problems.push(`remediate.${name}: the rule cannot correct anything by itself`);
    }
  }
  return problems;
}

const severities = ["critical", "high", "medium", "low"] as const;

const order = (a: Violation, b: Violation): number =>
  Number(isBlocking(b)) - Number(isBlocking(a)) ||
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  (a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0);

/** Runs every rule over the resources and applies waivers and enforcement. Never throws; deterministic. */
export function evaluate(resources: readonly Resource[], options: EvaluateOptions): Evaluation {
  const { environment, configuration = noConfiguration, rules = allRules } = options;
  const journeys = options.journeys?.names.map((name) => journeyRule(name, options.journeys?.pending[name]));
  const known = named(rules, journeys);
  const waivers = new Waivers(configuration.waivers, known, environment.today, journeys === undefined);
  const violations: Violation[] = [];
  const deferred: Deferred[] = [];
  const seen = new Set<string>();

  const report = (rule: AnyRule, urn: string, message: string, step?: string) => {
    const enforcement = enforcementOf(rule, environment, configuration);
    if (enforcement === "disabled") return;
    violations.push({
      policy: rule.name,
      enforcement,
      severity: rule.severity,
      urn,
      message: `${message} ${rule.remediation[0]}`,
      frameworks: rule.frameworks.map(frameworkText),
      waiver:
        rule.unwaivable || rule.kind === "self-check"
          ? null
          : (waivers.cover(rule.name, urn, step) ?? pendingWaiver(rule, environment.today)),
    });
  };
  const collect = (rule: Rule, outcome: RuleOutcome, urn: string) => {
    for (const finding of outcome.findings) report(rule, finding.urn, finding.message);
    for (const { urn: about, path } of outcome.deferred) {
      const key = `${rule.name} ${about} ${path}`;
      if (seen.has(key)) continue;
      seen.add(key);
      deferred.push({ policy: rule.name, urn: about, property: path });
    }
    if (outcome.crash !== undefined) report(ruleCrashed, urn, `${rule.name} broke down: ${outcome.crash}.`);
  };

  const active = rules.filter((rule) => enforcementOf(rule, environment, configuration) !== "disabled");
  const configs = new Map(
    active.map((rule) => [
      rule.name,
      configure(rule.settings, configuration.settings[rule.name] ?? {}).config,
    ]),
  );
  const configOf = (rule: Rule) => configs.get(rule.name) ?? {};
  const views = resources.flatMap(viewsOf);
  const applying = byType(active.filter((rule) => rule.kind === "resource"));
  for (const view of views) {
    for (const rule of applying(view.type)) {
      collect(rule, runResourceRule(rule, view, configOf(rule), environment), view.urn);
    }
  }
  const stack = new IndexedStack(views);
  for (const rule of active) {
    if (rule.kind === "stack") {
      collect(rule, runStackRule(rule, stack, configOf(rule), environment), stackUrn(environment));
    }
  }

  const whole = stackUrn(environment);
  for (const { journey, step, reason, urn } of options.journeys?.broken ?? []) {
    report(
      journeyRule(journey, options.journeys?.pending[journey]),
      urn ?? whole,
      `${step}: ${reason}.`,
      step,
    );
  }
  for (const problem of configurationProblems(rules, configuration, journeys)) {
    report(configurationInvalid, whole, `platform:policies.${problem}.`);
  }
  const about = [
    [waiverInvalid, waivers.invalid],
    [waiverExpired, waivers.expired],
    [waiverExpiresSoon, waivers.expiringSoon],
    // A stack alone does not show the findings of the other layers that a waiver may be for.
    [
      waiverUnused,
      environment.scope === "environment"
        ? waivers.unused({
            compared: environment.losses !== undefined,
            urns: resources.map(({ urn }) => urn),
            enforced: (name) => active.some((rule) => rule.name === name),
          })
        : [],
    ],
  ] as const;
  for (const [rule, problems] of about) {
    for (const { label, problem } of problems) report(rule, whole, `${label}: ${problem}.`);
  }
  return {
    violations: violations.sort(order),
    deferred,
    disabled: [...rules, ...selfChecks]
      .filter((rule) => enforcementOf(rule, environment, configuration) === "disabled")
      .map((rule) => ({
        policy: rule.name,
        by:
          configuration.enforcement[rule.name] === undefined
            ? ("default" as const)
            : ("configuration" as const),
      })),
  };
}

/** The rules for each type, looked up once a type. */
function byType(rules: readonly ResourceRule[]): (type: string) => readonly ResourceRule[] {
  const found = new Map<string, readonly ResourceRule[]>();
  return (type) => {
    let applying = found.get(type);
    if (applying === undefined) {
      applying = rules.filter((rule) => typeMatcher(rule)(type));
      found.set(type, applying);
    }
    return applying;
  };
}
