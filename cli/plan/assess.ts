import type { Environment } from "@aip/environments";
import type { PolicyResource, Violation } from "@aip/policies/api.ts";
import { evaluate } from "@aip/policies/evaluate.ts";
import type { RuleEnvironment } from "@aip/policies/rule.ts";

export interface Assessment {
  readonly violations: readonly Violation[];
  /** Price of a resource in US dollars a month; null where none is known. */
  monthlyUsd(urn: string): number | null;
}

/**
 * Prices and polices the resources of an environment.
 *
 * @param previousMonthlyUsd What the environment cost before the change; absent where there is nothing to compare with.
 */
export function assess(
  environment: Environment,
  resources: readonly PolicyResource[],
  previousMonthlyUsd?: number,
): Assessment {
  const ruleEnvironment: RuleEnvironment = {
    name: environment.name,
    profile: environment.profile,
    today: new Date().toISOString().slice(0, 10),
    scope: "environment",
    budget: environment.budget,
    ...(previousMonthlyUsd === undefined ? {} : { previousMonthlyUsd }),
    tags: environment.tags,
  };
  const { violations } = evaluate(resources, {
    environment: ruleEnvironment,
    configuration: environment.policies,
  });
  return { violations, monthlyUsd: () => null };
}
