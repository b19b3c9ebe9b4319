import type { Value } from "../value.ts";
import type { ResourceView } from "../view/view.ts";

/** Types that say what an identity may do. */
export const identityPolicyTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/role:Role",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
] as const;

/** The documents among a resource's properties. */
export function documentsOf(view: ResourceView): readonly Value[] {
  switch (view.type) {
    case "aws:iam/role:Role":
      return view
        .at("inlinePolicies")
        .list()
        .map((policy) => policy.at("policy"));
    case "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy":
      return [view.at("inlinePolicy")];
    default:
      return [view.at("policy")];
  }
}
