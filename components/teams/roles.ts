import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What a member of a group may do in the team's namespace. */
export type TeamRole = "admin" | "viewer";

/** Group of Kubernetes that a role of a team's members is in, by its access entry. */
export const teamGroup = (team: string, role: TeamRole): string => `ai-platform:${team}:${role}`;

const read = ["get", "list", "watch"];
const write = ["create", "update", "patch", "delete"];

/** Kinds of the platform's controllers that a team makes, by group. The access policies of EKS know none of them. */
const ownKinds: Readonly<Record<string, readonly string[]>> = {
  "gateway.networking.k8s.io": ["httproutes"],
  "gateway.k8s.aws": ["targetgroupconfigurations"],
  "external-secrets.io": ["externalsecrets"],
  "monitoring.coreos.com": ["servicemonitors", "podmonitors", "prometheusrules"],
  "keda.sh": ["scaledobjects", "scaledjobs"],
  "argoproj.io": ["applications", "rollouts", "analysistemplates", "analysisruns"],
  "jobset.x-k8s.io": ["jobsets"],
  "leaderworkerset.x-k8s.io": ["leaderworkersets"],
};

/** Kinds that controllers make for a team, which it only reads. */
const readKinds: Readonly<Record<string, readonly string[]>> = {
  "kueue.x-k8s.io": ["localqueues", "workloads"],
};

const rules = (kinds: Readonly<Record<string, readonly string[]>>, verbs: readonly string[]) =>
  Object.entries(kinds).map(([group, resources]) => ({
    apiGroups: [group],
    resources: [...resources],
    verbs: [...verbs],
  }));

/**
 * What a team's groups may do in its namespace with the kinds of the platform's controllers: routes, monitors, scaling,
 * delivery, jobs. What the access policies of EKS give them of Kubernetes' own kinds comes on top.
 */
export function createTeamRoles(
  name: string,
  team: string,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): void {
  const verbs = { admin: [...read, ...write], viewer: read };
  for (const role of ["admin", "viewer"] as const) {
    const metadata = { name: `platform-${role}`, namespace };
    const { metadata: made } = new kubernetes.rbac.v1.Role(
      `${name}-${role}-role`,
      { metadata, rules: [...rules(ownKinds, verbs[role]), ...rules(readKinds, read)] },
      options,
    );
    new kubernetes.rbac.v1.RoleBinding(
      `${name}-${role}-binding`,
      {
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: made.name },
        subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: teamGroup(team, role) }],
      },
      options,
    );
  }
}
