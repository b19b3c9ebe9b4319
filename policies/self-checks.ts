import type { RuleInfo } from "./rule.ts";

/** Findings about the policies themselves. They are in the list of rules beside the rules and can be switched like them. */
export type SelfCheck = Omit<RuleInfo, "family" | "types"> & {
  readonly kind: "self-check";
  readonly family: "policy";
};

const selfCheck = (rule: Omit<SelfCheck, "kind" | "family" | "frameworks" | "url">): SelfCheck => ({
  ...rule,
  kind: "self-check",
  family: "policy",
  frameworks: [],
  url: "https://www.pulumi.com/docs/insights/policy/",
});

export const waiverExpired = selfCheck({
  name: "policy-waiver-expired",
  title: "No waiver has expired",
  reasoning: "A waiver is lent, not given: after its day the finding it covered counts again.",
  severity: "medium",
  enforcement: "mandatory",
  remediation: ["Fix what it covers and delete the waiver, or have its owner renew it with a new reason."],
});

export const waiverExpiresSoon = selfCheck({
  name: "policy-waiver-expires-soon",
  title: "No waiver expires within two weeks",
  reasoning: "The owner of the waiver should hear of its end before a pull request of somebody else fails.",
  severity: "low",
  enforcement: "advisory",
  remediation: ["Fix what it covers, or have its owner renew it."],
});

export const waiverUnused = selfCheck({
  name: "policy-waiver-unused",
  title: "Every waiver covers a finding",
  reasoning: "A waiver left behind silently covers the next mistake in the same place.",
  severity: "low",
  enforcement: "mandatory",
  remediation: ["Delete the waiver."],
});

export const waiverInvalid = selfCheck({
  name: "policy-waiver-invalid",
  title: "Every waiver names rule, resource, reason, owner and expiry",
  reasoning:
    "An exception nobody answers for, or without an end, is no exception but a hole. It covers nothing.",
  severity: "high",
  enforcement: "mandatory",
  remediation: ["Complete the waiver under platform:policies.waivers."],
});

export const configurationInvalid = selfCheck({
  name: "policy-configuration-invalid",
  title: "The policies' configuration names rules and settings that exist",
  reasoning: "A misspelt rule looks configured and is not.",
  severity: "high",
  enforcement: "mandatory",
  remediation: ["Correct the key under platform:policies; `aip policy list` names all rules."],
});

export const ruleCrashed = selfCheck({
  name: "policy-crashed",
  title: "No rule breaks down",
  reasoning:
    "A rule that breaks down has judged nothing, which must neither stop a deployment unexplained nor pass for a pass.",
  severity: "high",
  enforcement: "mandatory",
  remediation: [
    "Report the resource's type and this message to the maintainers; set the rule to disabled until it is fixed.",
  ],
});

export const verdictsDeferred = selfCheck({
  name: "policy-deferred",
  title: "Every verdict is reached",
  reasoning:
    "Some values are known only once other resources exist. What depends on them is neither passed nor failed.",
  severity: "low",
  enforcement: "advisory",
  remediation: ["Nothing: each is judged again before its resource is created or changed."],
});

export const selfChecks: readonly SelfCheck[] = [
  waiverExpired,
  waiverExpiresSoon,
  waiverUnused,
  waiverInvalid,
  configurationInvalid,
  ruleCrashed,
  verdictsDeferred,
];
