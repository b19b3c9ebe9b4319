import { findKnown, someKnown } from "../three-valued.ts";
import { IndexedStack } from "../view/stack.ts";
import type { ResourceView, StackView } from "../view/view.ts";
import { clusterRoleRules, type RbacDecision, rbacDecision } from "./rbac.ts";
import { type ApiRequest, allowsRequest } from "./rbac-rules.ts";

const entryType = "aws:eks/accessEntry:AccessEntry";
const associationType = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";

/**
 * Which role of every cluster an access policy of EKS is like
 * (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html, 2026-11-24). Unlike the role it gains
 * nothing from roles that are aggregated to it, so it holds no custom resources.
 */
const likeRole: Readonly<Record<string, string | undefined>> = {
  AmazonEKSClusterAdminPolicy: "cluster-admin",
  AmazonEKSAdminPolicy: "admin",
  AmazonEKSEditPolicy: "edit",
  AmazonEKSViewPolicy: "view",
};

/** What every cluster has, and nothing more. */
const bare = new IndexedStack([]);

/** Whether the access entry of an IAM principal lets it do something in the cluster. */
export function accessEntryDecision(
  stack: StackView,
  principalArn: string,
  request: ApiRequest,
): RbacDecision {
  const of = (type: string) =>
    stack.ofType(type).filter((view) => view.at("principalArn").text() === principalArn);
  const [entry] = of(entryType);
  if (!entry) return { allowed: false, reason: `${principalArn} has no access entry` };
  const association = findKnown(
    of(associationType),
    (one) => isInScope(one, request) && policyAllows(one, request),
  );
  if (association) {
    return {
      allowed: true,
      binding: association,
      reason: `${policyOf(association)} of ${association.name} allows it`,
    };
  }
  const user = entry.at("userName").text() ?? principalArn;
  return rbacDecision(stack, { user, groups: entry.at("kubernetesGroups").texts() }, request);
}

const policyOf = (association: ResourceView): string => {
  const arn = association.at("policyArn").text() ?? "";
  return arn.slice(arn.lastIndexOf("/") + 1);
};

const isInScope = (association: ResourceView, request: ApiRequest): boolean =>
  association.at("accessScope", "type").text() === "cluster" ||
  ("namespace" in request &&
    request.namespace !== undefined &&
    association.at("accessScope", "namespaces").texts().includes(request.namespace));

/** @throws Error for a policy whose rules are not in the table. */
function policyAllows(association: ResourceView, request: ApiRequest): boolean {
  const policy = policyOf(association);
  const role = likeRole[policy];
  if (role === undefined) {
    throw new Error(
      `${association.name} has the access policy ${policy}, whose rules are not known. Known are ${Object.keys(likeRole).join(", ")}.`,
    );
  }
  return someKnown(clusterRoleRules(bare, role, new Set()), (rule) => allowsRequest(rule, request));
}
