import type { Environment } from "@aip/environments";
import type { PolicyResource } from "@aip/policies/api.ts";
import { type Evaluation, evaluate } from "@aip/policies/evaluate.ts";
import { type PriceReport, priceResources } from "@aip/policies/prices/index.ts";
import type { RuleEnvironment } from "@aip/policies/rule.ts";

export interface Assessment {
  readonly policies: Evaluation;
  readonly prices: PriceReport;
}

/** What rules are told of an environment, all layers at once. */
export function ruleEnvironment(environment: Environment): RuleEnvironment {
  const { name, profile, budget, tags, usage } = environment;
  const today = new Date().toISOString().slice(0, 10);
  return { name, profile, today, scope: "environment", budget, tags, usage };
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
  const { region, usage, policies: configuration } = environment;
  const previous = previousMonthlyUsd === undefined ? {} : { previousMonthlyUsd };
  return {
    policies: evaluate(resources, {
      environment: { ...ruleEnvironment(environment), ...previous },
      configuration,
    }),
    prices: priceResources(resources, { region, usage }),
  };
}
