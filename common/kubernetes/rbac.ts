import { clusterRoles } from "@aip/facts/kubernetes-roles.ts";
import { allHold, findKnown, someKnown } from "../three-valued.ts";
import { UnknownValue, Value } from "../value.ts";
import type { ResourceView, StackView } from "../view/view.ts";
import { namespaceOf } from "./objects.ts";
import { type ApiRequest, allowsRequest } from "./rbac-rules.ts";
import { clusterRoleBindingType, clusterRoleType, roleBindingType, roleType } from "./rbac-types.ts";
import { selects } from "./selectors.ts";

/** Who asks: a service account, or anybody else by name and groups. */
export type ApiSubject =
  | { readonly serviceAccount: string; readonly namespace: string }
  | { readonly user: string; readonly groups: readonly string[] };

export interface RbacDecision {
  readonly allowed: boolean;
  /** The binding that allows it. */
  readonly binding?: ResourceView;
  /** Why, as a sentence without a full stop. */
  readonly reason: string;
}

/** Names and groups as the API server sees them. */
const identityOf = (subject: ApiSubject): { readonly user: string; readonly groups: readonly string[] } =>
  "user" in subject
    ? { user: subject.user, groups: [...subject.groups, "system:authenticated"] }
    : {
        user: `system:serviceaccount:${subject.namespace}:${subject.serviceAccount}`,
        groups: [
          "system:serviceaccounts",
          `system:serviceaccounts:${subject.namespace}`,
          "system:authenticated",
        ],
      };

/** Whether roles and bindings of the plan let somebody do something. There are none that deny. */
export function rbacDecision(stack: StackView, subject: ApiSubject, request: ApiRequest): RbacDecision {
  const binding = findKnown(stack.ofType(clusterRoleBindingType, roleBindingType), (candidate) =>
    allHold(
      () => isInScope(candidate, request),
      () => someKnown(candidate.at("subjects").list(), (one) => isSubject(one, subject, candidate)),
      () => someKnown(rulesOf(stack, candidate), (rule) => allowsRequest(rule, request)),
    ),
  );
  const { user } = identityOf(subject);
  if (!binding) return { allowed: false, reason: `no role that ${user} is bound to allows it` };
  return {
    allowed: true,
    binding,
    reason: `${binding.name} binds ${user} to ${binding.at("roleRef", "name").text()}, which allows it`,
  };
}

/** A RoleBinding is for its own namespace, and for nothing outside of namespaces. */
const isInScope = (binding: ResourceView, request: ApiRequest): boolean =>
  binding.type === clusterRoleBindingType ||
  ("namespace" in request && (namespaceOf(binding).text() ?? "default") === request.namespace);

function isSubject(entry: Value, subject: ApiSubject, binding: ResourceView): boolean {
  const { user, groups } = identityOf(subject);
  const name = () => entry.at("name").text() ?? "";
  switch (entry.at("kind").text()) {
    case "User":
      return name() === user;
    case "Group":
      return groups.includes(name());
    case "ServiceAccount": {
      const given = entry.at("namespace");
      const namespace = (given.isAbsent ? namespaceOf(binding) : given).text() ?? "default";
      return `system:serviceaccount:${namespace}:${name()}` === user;
    }
    default:
      return false;
  }
}

/** The rules of the role that a binding refers to. Roles that neither the plan nor every cluster has give none. */
function rulesOf(stack: StackView, binding: ResourceView): readonly Value[] {
  const reference = binding.at("roleRef");
  const name = reference.at("name").text() ?? "";
  if (reference.at("kind").text() === "ClusterRole") return clusterRoleRules(stack, name, new Set());
  const namespace = namespaceOf(binding).text() ?? "default";
  return listed(
    stack
      .ofType(roleType)
      .find((role) => nameOf(role) === name && (namespaceOf(role).text() ?? "default") === namespace)
      ?.at("rules"),
  );
}

const nameOf = (role: ResourceView): string => role.at("metadata", "name").text() ?? role.name;

const listed = (rules: Value | undefined): readonly Value[] => {
  if (rules?.isUnknown) throw new UnknownValue(rules.path);
  return rules?.list() ?? [];
};

interface ClusterRole {
  readonly name: string;
  readonly labels: Value;
  readonly aggregation: Value;
  readonly rules: Value;
}

/** The cluster roles of the plan, and those that every cluster has. */
const clusterRolesOf = (stack: StackView): readonly ClusterRole[] => [
  ...stack.ofType(clusterRoleType).map((role) => ({
    name: nameOf(role),
    labels: role.at("metadata", "labels"),
    aggregation: role.at("aggregationRule"),
    rules: role.at("rules"),
  })),
  ...Object.entries(clusterRoles).map(([name, fact]) => {
    const role = Value.of(fact, name);
    return {
      name,
      labels: role.at("labels"),
      aggregation: role.at("aggregationRule"),
      rules: role.at("rules"),
    };
  }),
];

/** Rules of a cluster role; one that aggregates others has theirs, and none of its own. */
export function clusterRoleRules(
  stack: StackView,
  name: string,
  seen: ReadonlySet<string>,
): readonly Value[] {
  const all = clusterRolesOf(stack);
  const role = all.find((one) => one.name === name);
  if (!role || seen.has(name)) return [];
  if (role.aggregation.isAbsent) return listed(role.rules);
  const selectors = role.aggregation.at("clusterRoleSelectors").list();
  return all
    .filter((one) => someKnown(selectors, (selector) => selects(selector, one.labels)))
    .flatMap((one) => clusterRoleRules(stack, one.name, new Set([...seen, name])));
}
