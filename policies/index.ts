/** What other repositories import: the rules, the means to run them, and the means to put them into a pack of their own. */
export type { Resource } from "@aip/common/resource.ts";
export { Value } from "@aip/common/value.ts";
export type { Enforcement, Severity, Violation, Waiver } from "./api.ts";
export { noConfiguration, type PolicyConfiguration, readConfiguration } from "./configuration.ts";
export { type Deferred, type EvaluateOptions, type Evaluation, evaluate, isBlocking } from "./evaluate.ts";
export { type PackOptions, packPolicies } from "./pack-policies.ts";
export {
  type ResourceRule,
  type Rule,
  type RuleEnvironment,
  resourceRule,
  type StackRule,
  stackRule,
} from "./rule.ts";
export { type ListedRule, ruleList } from "./rule-list.ts";
export { allRules } from "./rules/index.ts";
