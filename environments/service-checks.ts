import { serviceRules as declared } from "@aip/services";
import type { Rule } from "./rule.ts";

const gateway: Rule = ({ access, clusterServices }, problems) => {
  if (access !== "gateway" || clusterServices.loadBalancers.enabled) return;
  problems.add(
    "clusterServices.loadBalancers.enabled",
    false,
    "true while platform:access is gateway, because the gateway is a load balancer",
  );
};

/** Rules over the services: what each needs of the others, and what production must not lack. */
export const serviceRules: readonly Rule[] = [
  ...declared.map(
    (rule): Rule =>
      (environment, problems) => {
        for (const { path, found, allowed } of rule(environment)) problems.add(path, found, allowed);
      },
  ),
  gateway,
];
