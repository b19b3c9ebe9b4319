import { attempt, findKnown } from "../three-valued.ts";
import { type AccessDecision, all, type Check, either, granted, refused } from "./decision.ts";
import type { Named } from "./principals.ts";
import { type AccessRequest, accountOf, Context, contextOf } from "./request.ts";
import { applies, type Effect, type NamedPolicy, statementsOf } from "./statement.ts";

/** The policies that decide about a request. Those that are not given do not exist, but `identity` may be empty. */
export interface AccessPolicies {
  /** Of the caller. */
  readonly identity: readonly NamedPolicy[];
  /** Of the resource: a bucket's, a key's, a role's trust policy. */
  readonly resource?: NamedPolicy | undefined;
  readonly boundary?: NamedPolicy | undefined;
  /** Given when the session was made. */
  readonly session?: NamedPolicy | undefined;
  /** Of the VPC endpoint that the request goes through. */
  readonly endpoint?: NamedPolicy | undefined;
  /** Of the organization, a list for each level from the root to the account: each level has to allow. */
  readonly serviceControl?: readonly (readonly NamedPolicy[])[] | undefined;
}

/**
 * What AWS answers to a request, by its published evaluation logic
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, 2026-11-24): a statement
 * that denies beats all; organization and endpoint have to allow; then identity policies, within boundary and session
 * policy, or the resource's policy, and both of them for a resource of another account. KMS keys and roles are special:
 * identity policies count for them only where the resource's policy names the account.
 *
 * It does not know root users, resource control policies, and what services check besides policies, such as S3's blocks
 * of public access.
 *
 * @throws UnknownValue where the answer hangs on a value that is not known yet.
 */
export function decide(policies: AccessPolicies, request: AccessRequest): AccessDecision {
  const { identity, resource, boundary, session, endpoint, serviceControl = [] } = policies;
  const seen = { request, context: new Context(contextOf(request)), bounded: boundary !== undefined };
  const find = (given: Given, effect: Effect, ways: readonly Named[] = anyWay) =>
    findKnown(
      given.flatMap((policy) => (policy ? statementsOf(policy) : [])),
      (statement) => applies(statement, effect, seen, ways),
    );
  const allows =
    (given: Given, refusal: string, ways?: readonly Named[]): Check =>
    () => {
      const statement = find(given, "allow", ways);
      return statement ? granted(statement) : refused(refusal);
    };
  const limits = [boundary, session].flatMap((policy) =>
    policy ? [allows([policy], `${policy.name} does not allow it`)] : [],
  );
  const everything = [...identity, resource, boundary, session, endpoint, ...serviceControl.flat()];
  const denial = attempt(() => find(everything, "deny"));
  if (denial.value) return refused(`${denial.value.label} denies it`, denial.value);

  const levels = "arn" in request.caller ? serviceControl : [];
  const decision = all(
    () => grant(request, policies, allows, limits),
    ...levels.map((level) =>
      allows(level, `no policy of a level of the organization (${namesOf(level)}) allows it`),
    ),
    ...(endpoint ? [allows([endpoint], `${endpoint.name} does not allow it`)] : []),
  );
  if (decision.allowed && denial.unknown) throw denial.unknown;
  return decision;
}

type Given = readonly (NamedPolicy | undefined)[];
type Allows = (given: Given, refusal: string, ways?: readonly Named[]) => Check;

const anyWay: readonly Named[] = ["itself", "role", "account"];

const namesOf = (policies: readonly NamedPolicy[]): string => policies.map(({ name }) => name).join(", ");

/** Whether identity policies grant only what the resource's policy lets them: for keys, and for becoming a role. */
const isGuarded = ({ action, resource }: AccessRequest): boolean =>
  action.toLowerCase().startsWith("kms:")
    ? resource !== "*"
    : /^sts:/i.test(action) && /^arn:[^:]*:iam::[^:]*:role\//.test(resource);

/** What has to allow a request in the first place, within its limits. */
function grant(
  request: AccessRequest,
  { identity, resource }: AccessPolicies,
  allows: Allows,
  limits: readonly Check[],
): AccessDecision {
  const owner = resource
    ? `no statement of ${resource.name} allows it to the caller`
    : "the resource has no policy that could allow it";
  const direct = allows([resource], owner, ["itself"]);
  if (!("arn" in request.caller)) return direct();
  const own = allows(
    identity,
    identity.length === 0
      ? "the caller has no policy that could allow it"
      : `no statement of the caller's policies (${namesOf(identity)}) allows it`,
  );
  if (accountOf(request.caller) !== request.account) return all(allows([resource], owner), own, ...limits);
  const role = allows([resource], owner, ["role"]);
  const guarded = () => either(role, () => all(allows([resource], owner, ["account"]), own));
  const base = isGuarded(request) ? guarded : () => either(role, own);
  // What names the caller itself needs no identity policy, and no boundary or session policy limits it.
  return either(direct, () => all(base, ...limits));
}
