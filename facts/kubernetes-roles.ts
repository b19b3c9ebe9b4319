import roles from "./kubernetes-roles.json" with { type: "json" };

export interface ClusterRoleFact {
  readonly labels: Readonly<Record<string, string>>;
  readonly aggregationRule?: unknown;
  readonly rules?: unknown;
}

/**
 * The roles for people that every cluster has, by name, with those that they are made of
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles; Kubernetes 1.35.4,
 * `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/cluster-roles.yaml`, read 2026-11-24).
 */
export const clusterRoles: Readonly<Record<string, ClusterRoleFact | undefined>> = roles;
