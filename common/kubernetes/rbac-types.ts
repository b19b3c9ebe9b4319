const group = "kubernetes:rbac.authorization.k8s.io/v1";

/** Types of the objects of RBAC. */
export const clusterRoleType = `${group}:ClusterRole`;
export const roleType = `${group}:Role`;
export const clusterRoleBindingType = `${group}:ClusterRoleBinding`;
export const roleBindingType = `${group}:RoleBinding`;
