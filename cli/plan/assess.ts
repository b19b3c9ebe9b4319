import type { Environment } from "@aip/environments";
import type { PolicyResource, Violation } from "@aip/policies/api.ts";
import { evaluate } from "@aip/policies/evaluate.ts";
import { type PriceReport, priceResources } from "@aip/policies/prices/index.ts";
import type { RuleEnvironment } from "@aip/policies/rule.ts";

export interface Assessment {
  readonly violations: readonly Violation[];
  readonly prices: PriceReport;
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
  const { name, profile, region, budget, tags, usage } = environment;
  const ruleEnvironment: RuleEnvironment = {
    name,
    profile,
    today: new Date().toISOString().slice(0, 10),
    scope: "environment",
    budget,
    tags,
    usage,
    ...(previousMonthlyUsd === undefined ? {} : { previousMonthlyUsd }),
  };
  return {
    violations: evaluate(resources, { environment: ruleEnvironment, configuration: environment.policies })
      .violations,
    prices: priceResources(resources, { region, usage }),
  };
}
