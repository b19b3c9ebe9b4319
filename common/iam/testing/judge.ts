import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import type { AccessPolicies } from "../decide.ts";
import { type AccessRequest, contextOf, sessionArn } from "../request.ts";
import type { NamedPolicy } from "../statement.ts";

const raw = (policy: NamedPolicy | undefined) => policy?.document.json().raw();
const named = (policies: readonly NamedPolicy[]) =>
  policies.map((policy) => ({ name: policy.name, policy: raw(policy) }));

function principalOf({ caller }: AccessRequest): Simulation["request"]["principal"] {
  if (caller.kind === "role") return sessionArn({ arn: caller.arn, session: caller.session ?? "session" });
  if (caller.kind === "user") return caller.arn;
  if (caller.kind === "service") return caller.service;
  return caller.kind === "federated" ? caller.provider : { type: "Anonymous" };
}

/** The same question as simulators of others take it. */
export const simulationOf = (policies: AccessPolicies, request: AccessRequest): Simulation => ({
  request: {
    principal: principalOf(request),
    action: request.action,
    resource: { resource: request.resource, accountId: request.account },
    contextVariables: contextOf(request) as Record<string, string | string[]>,
  },
  identityPolicies: named(policies.identity),
  serviceControlPolicies: (policies.serviceControl ?? []).map((level, index) => ({
    orgIdentifier: `level-${index}`,
    policies: named(level),
  })),
  resourceControlPolicies: [],
  resourcePolicy: raw(policies.resource),
  sessionPolicy: raw(policies.session),
  ...(policies.boundary ? { permissionBoundaryPolicies: named([policies.boundary]) } : {}),
  ...(policies.endpoint ? { vpcEndpointPolicies: named([policies.endpoint]) } : {}),
});

/**
 * Whether an independent simulator allows a request (`@cloud-copilot/iam-simulate`, a judge for tests alone). It knows
 * which keys each action has; one that it would pass over is an error of the test.
 */
export async function judged(policies: AccessPolicies, request: AccessRequest): Promise<boolean> {
  const answer = await runSimulation(simulationOf(policies, request), {});
  if (answer.resultType !== "single") throw new Error(JSON.stringify(answer));
  const ignored = answer.result.ignoredContextKeys?.filter((key) => key in (request.context ?? {}));
  if (ignored && ignored.length > 0) throw new Error(`${request.action} has no keys ${ignored.join(", ")}`);
  return answer.overallResult === "Allowed";
}
