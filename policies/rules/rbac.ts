import {
  clusterRoleBindingType,
  clusterRoleType,
  roleBindingType,
  roleType,
} from "@aip/common/kubernetes/rbac-types.ts";

/** The kinds of RBAC objects. */
export const roleTypes = [clusterRoleType, roleType] as const;

export const bindingTypes = [clusterRoleBindingType, roleBindingType] as const;
