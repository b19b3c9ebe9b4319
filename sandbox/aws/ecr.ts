import type { Models, Report } from "../core/model.ts";
import { checkJson, checkNamed } from "./checks.ts";

const repositoryType = "aws:ecr/repository:Repository";

function checkRules(rules: unknown, report: Report): void {
  const list = Array.isArray(rules) ? (rules as Record<string, unknown>[]) : [];
  if (list.length === 0) report("policy.rules", rules, "at least one rule");
  const priorities = list.map(({ rulePriority }) => rulePriority);
  if (new Set(priorities).size < priorities.length) {
    report("policy.rules", priorities, "rule priorities that differ");
  }
  const last = Math.max(...priorities.map(Number));
  for (const [index, rule] of list.entries()) {
    const selection = rule.selection as Record<string, unknown> | undefined;
    if (!["tagged", "untagged", "any"].includes(String(selection?.tagStatus))) {
      report(`policy.rules[${index}].selection.tagStatus`, selection?.tagStatus, "tagged, untagged or any");
    }
    if (selection?.tagStatus === "any" && rule.rulePriority !== last) {
      report(
        `policy.rules[${index}].rulePriority`,
        rule.rulePriority,
        "the highest of all for tagStatus any",
      );
    }
  }
}

export const ecr: Models = {
  [repositoryType]: {
    name: {
      property: "name",
      maxLength: 256,
      pattern: /^(?=.{2,})[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
      allowed: "lower-case letters and digits with single . _ - or / between them",
      unique: "account",
    },
    arn: (planned) => `arn:aws:ecr:${planned.region}:${planned.account}:repository/${planned.id}`,
    replaceOn: ["encryptionConfigurations"],
    check: (planned, _, report) => {
      const mutability = planned.inputs.imageTagMutability;
      if (mutability !== undefined && !/^(IM)?MUTABLE(_WITH_EXCLUSION)?$/.test(String(mutability))) {
        report("imageTagMutability", mutability, "MUTABLE, IMMUTABLE or one of them with exclusion");
      }
    },
    outputs: (planned) => ({
      registryId: planned.account,
      repositoryUrl: `${planned.account}.dkr.ecr.${planned.region}.amazonaws.com/${planned.id}`,
    }),
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    id: (planned) => String(planned.inputs.repository),
    required: ["repository", "policy"],
    replaceOn: ["repository"],
    check: (planned, cloud, report) => {
      checkNamed(planned.inputs, "repository", repositoryType, cloud, report);
      const policy = checkJson(planned.inputs, "policy", report);
      if (policy) checkRules(policy.rules, report);
    },
  },
};
