import { serviceProblems } from "@aip/services";
import type { Environment } from "./schema/index.ts";

/** Rules over the services: what each needs of the others, and what production must not lack. */
export function serviceChecks(environment: Environment): string[] {
  const { access, clusterServices } = environment;
  const problems = serviceProblems(environment).map(
    ({ path, found, allowed }) => `platform:${path}: expected ${allowed}, found ${JSON.stringify(found)}`,
  );
  if (access === "gateway" && !clusterServices.loadBalancers.enabled) {
    problems.push(
      "platform:clusterServices.loadBalancers.enabled: expected true while platform:access is gateway, because the " +
        "gateway is a load balancer, found false",
    );
  }
  return problems;
}
