import type { Severity } from "./api.ts";
import { frameworkText } from "./evaluate.ts";
import type { Family, Rule } from "./rule.ts";
import { allRules } from "./rules/index.ts";
import { type SelfCheck, selfChecks } from "./self-checks.ts";
import type { Setting } from "./settings.ts";

/** A rule as `aip policy list` and the documentation show it. */
export interface ListedRule {
  readonly name: string;
  readonly family: Family | "policy";
  readonly title: string;
  readonly reasoning: string;
  readonly severity: Severity;
  /** Such as `AWS FSBP EC2.3`. */
  readonly frameworks: readonly string[];
  /** `mandatory`, or by profile where it differs: `advisory (production: mandatory)`. */
  readonly enforcement: string;
  readonly remediation: readonly string[];
  readonly url: string;
  /** `resource` rules stop a resource before it is made; `stack` rules judge resources together; `self-check`: the policies. */
  readonly kind: "resource" | "stack" | "self-check";
  readonly types: readonly string[];
  readonly settings: Readonly<Record<string, Setting>>;
  /** Whether the rule can correct a resource by itself. */
  readonly remediates: boolean;
  readonly waivable: boolean;
}

function enforcementText(rule: Rule | SelfCheck): string {
  const { enforcement } = rule;
  if (typeof enforcement === "string") return enforcement;
  const { development, staging, production } = enforcement;
  if (development === staging && staging === production) return production;
  return `${production} (staging: ${staging}, development: ${development})`;
}

const entry = (rule: Rule | SelfCheck): ListedRule => ({
  name: rule.name,
  family: rule.family,
  title: rule.title,
  reasoning: rule.reasoning,
  severity: rule.severity,
  frameworks: rule.frameworks.map(frameworkText),
  enforcement: enforcementText(rule),
  remediation: rule.remediation,
  url: rule.url,
  kind: rule.kind,
  types: rule.kind === "self-check" ? [] : rule.types,
  settings: rule.kind === "self-check" ? {} : rule.settings,
  remediates: rule.kind === "resource" && rule.remediate !== undefined,
  waivable: rule.kind !== "self-check" && !rule.unwaivable,
});

/** All rules, sorted by family and name; the findings about the policies themselves come last. */
export function ruleList(rules: readonly Rule[] = allRules): readonly ListedRule[] {
  const sorted = [...rules].sort((a, b) =>
    a.family === b.family ? (a.name < b.name ? -1 : 1) : a.family < b.family ? -1 : 1,
  );
  return [...sorted.map(entry), ...selfChecks.map(entry)];
}
