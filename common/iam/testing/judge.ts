import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { unknownValue } from "../../protocol.ts";
import type { AccessPolicies } from "../decide.ts";
import { type AccessRequest, contextOf, sessionArn } from "../request.ts";
import type { NamedPolicy } from "../statement.ts";

const raw = (policy: NamedPolicy | undefined) => policy?.document.json().raw();
const named = (policies: readonly NamedPolicy[]) =>
  policies.map((policy) => ({ name: policy.name, policy: raw(policy) }));

/** Values that are not known yet are none to the simulator. */
const known = (context: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== unknownValue)) as Record<
    string,
    string | string[]
  >;

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
    contextVariables: known(contextOf(request)),
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

export interface Judgement {
  readonly allowed: boolean;
  /** Keys of the request's own context that the action does not have, which the simulator passes over. */
  readonly ignored: readonly string[];
}

/** What an independent simulator answers (`@cloud-copilot/iam-simulate`), a judge for tests alone. */
export async function judged(policies: AccessPolicies, request: AccessRequest): Promise<Judgement> {
  const answer = await runSimulation(simulationOf(policies, request), {});
  if (answer.resultType !== "single") throw new Error(JSON.stringify(answer));
  const ignored = answer.result.ignoredContextKeys ?? [];
  return {
    allowed: answer.overallResult === "Allowed",
    ignored: ignored.filter((key) => key in (request.context ?? {})),
  };
}
