import type { Value } from "@aip/common/value.ts";
import type { Subject } from "../rule.ts";

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
export function documentsOf(subject: Subject): readonly Value[] {
  switch (subject.type) {
    case "aws:iam/role:Role":
      return subject
        .at("inlinePolicies")
        .list()
        .map((policy) => policy.at("policy"));
    case "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy":
      return [subject.at("inlinePolicy")];
    default:
      return [subject.at("policy")];
  }
}
