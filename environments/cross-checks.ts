import type { Problems } from "@aip/common/problems.ts";
import { clusterRules } from "./cluster-checks.ts";
import { dataRules } from "./data-checks.ts";
import { nameRules } from "./name-checks.ts";
import { networkRules } from "./network-checks.ts";
import type { Rule } from "./rule.ts";
import type { Environment } from "./schema/index.ts";
import { serviceRules } from "./service-checks.ts";
import { teamRules } from "./team-checks.ts";

const rules: readonly Rule[] = [
  ...nameRules,
  ...networkRules,
  ...clusterRules,
  ...dataRules,
  ...serviceRules,
  ...teamRules,
];

/** Adds what the rules over several values find; one that hangs on a mistaken value finds nothing. */
export function crossChecks(environment: Environment, problems: Problems): void {
  for (const rule of rules) problems.rule(() => rule(environment, problems));
}
