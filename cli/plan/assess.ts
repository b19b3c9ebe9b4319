import type { Resource } from "@aip/common/resource.ts";
import type { Environment } from "@aip/environments";
import type { PolicyConfiguration } from "@aip/policies/configuration.ts";
import { type Evaluation, evaluate } from "@aip/policies/evaluate.ts";
import type { JourneyFindings } from "@aip/policies/journey-rule.ts";
import { platformConfiguration } from "@aip/policies/platform.ts";
import type { RuleEnvironment } from "@aip/policies/rule.ts";

/** What rules on changes know of the change. */
export type ChangeFacts = Required<Pick<RuleEnvironment, "previousMonthlyUsd" | "losses">>;

/** What rules know of an environment, all layers at once. */
export function ruleEnvironment(environment: Environment): RuleEnvironment {
  const { name, profile, budget, tags, usage } = environment;
  const today = new Date().toISOString().slice(0, 10);
  return { name, profile, today, scope: "environment", budget, tags, usage };
}

/** How rules are configured for an environment. */
export const policyConfiguration = (environment: Environment): PolicyConfiguration =>
  platformConfiguration(environment.policies);

/**
 * Polices the resources of an environment.
 *
 * @param facts.change What rules on changes judge. Default: there is nothing to compare with.
 * @param facts.journeys What was found of the journeys. Default: nobody has proved them.
 */
export const police = (
  environment: Environment,
  resources: readonly Resource[],
  {
    change,
    journeys,
  }: { readonly change?: ChangeFacts | undefined; readonly journeys?: JourneyFindings } = {},
): Evaluation =>
  evaluate(resources, {
    environment: { ...ruleEnvironment(environment), ...change },
    configuration: policyConfiguration(environment),
    ...(journeys === undefined ? {} : { journeys }),
  });
