import type { TeamArgs } from "@aip/common/arguments/teams.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { teamAccount, teamNamespace } from "../teams/names.ts";
import { createTeamRoles, type TeamRole, teamGroup } from "../teams/roles.ts";
import { allowTeamTraffic, type TeamTraffic } from "../teams/traffic.ts";
import { teamProject } from "./delivery.ts";
import { priorityClassesAbove } from "./priority-classes.ts";
import { clusterQueueName, localQueueName } from "./queues.ts";

export interface TeamSpaceArgs {
  /** Name of the team; its namespace is `team-<name>`. */
  readonly team: string;
  /** Quota, priority and repositories of the team. */
  readonly settings: TeamArgs;
  /** Whom the team's pods talk to, besides each other. */
  readonly traffic: TeamTraffic;
  /** The most memory a single container may ask for, such as `64Gi`. Default: no bound but the quota. */
  readonly containerMaxMemory?: string | undefined;
  /** The team's cluster queue; with it the namespace has a queue. Default: none. */
  readonly queue?: pulumi.Resource | undefined;
  /** What to depend on before an Argo CD object is made; with it the team has a project. Default: none. */
  readonly gitOps?: pulumi.Output<pulumi.Resource[]> | undefined;
}

/**
 * A team's namespace: quota, bounds of containers, Pod Security `restricted`, the service account whose pods have the
 * team's identity in AWS, and no traffic but DNS, between the team's own pods, and what `traffic` names. Pods of a
 * priority above the team's are refused. The team can open neither load balancers nor node ports; its routes attach to
 * the platform's gateway. Costs nothing.
 *
 * @example
 * import { TeamSpace } from "@aip/components";
 *
 * new TeamSpace("vision", {
 *   team: "vision",
 *   settings: {
 *     quota: { cpu: "20", memory: "80Gi", gpu: 2, gpuBurst: 4, storage: "500Gi", pods: 100 },
 *     weight: 1,
 *     priority: "normal",
 *     repositories: ["https://git.example.com/vision/models.git"],
 *   },
 *   traffic: {
 *     calls: [{ peers: [{ namespace: "mlflow" }], ports: [5000] }],
 *     vpcCidrs: ["10.0.0.0/16"],
 *     endpointAddresses: [],
 *   },
 * });
 */
export class TeamSpace extends pulumi.ComponentResource {
  constructor(name: string, args: TeamSpaceArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:TeamSpace", name, {}, options);
    const { team, settings } = args;
    const parent = { parent: this };
    const space = new PlatformNamespace(
      `${name}-space`,
      {
        namespace: teamNamespace(team),
        labels: { "ai-platform/team": team },
        quota: teamQuota(settings),
        ...(args.containerMaxMemory === undefined
          ? {}
          : { containerMax: { memory: args.containerMaxMemory } }),
      },
      parent,
    );
    allowTeamTraffic(`${name}-traffic`, args.traffic, space.namespace, parent);
    new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      { metadata: { name: teamAccount, namespace: space.namespace }, automountServiceAccountToken: false },
      parent,
    );
    createTeamRoles(name, team, space.namespace, parent);
    new kubernetes.core.v1.ResourceQuota(
      `${name}-priorities`,
      {
        metadata: { name: "priorities", namespace: space.namespace },
        spec: {
          hard: { pods: "0" },
          scopeSelector: {
            matchExpressions: [
              {
                scopeName: "PriorityClass",
                operator: "In",
                values: priorityClassesAbove(settings.priority),
              },
            ],
          },
        },
      },
      parent,
    );
    if (args.queue) {
      new kubernetes.apiextensions.CustomResource(
        `${name}-queue`,
        {
          apiVersion: "kueue.x-k8s.io/v1beta2",
          kind: "LocalQueue",
          metadata: { name: localQueueName, namespace: space.namespace },
          spec: { clusterQueue: clusterQueueName(team) },
        },
        { parent: this, dependsOn: args.queue },
      );
    }
    if (args.gitOps) {
      teamProject(
        `${name}-project`,
        { team, namespace: space.namespace, repositories: settings.repositories },
        { parent: this, dependsOn: args.gitOps },
      );
    }
    this.registerOutputs({});
  }
}

/** What the pods of a team may ask for together. GPUs may be borrowed, so their bound is the burst. */
export const teamQuota = ({ quota }: TeamArgs): Record<string, string> => ({
  "requests.cpu": quota.cpu,
  "requests.memory": quota.memory,
  "requests.nvidia.com/gpu": String(quota.gpuBurst ?? quota.gpu),
  "requests.storage": quota.storage,
  pods: String(quota.pods),
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

const policies = { adminRoleArn: "AmazonEKSAdminPolicy", viewerRoleArn: "AmazonEKSViewPolicy" } as const;
const roles = { adminRoleArn: "admin", viewerRoleArn: "viewer" } as const satisfies Record<
  keyof typeof policies,
  TeamRole
>;

/**
 * Lets the teams' roles into their namespaces. A role has one entry in a cluster, however many teams it serves, so the
 * entries are made for all teams together. Costs nothing.
 *
 * @param namespaces What to wait for: the namespaces of the teams.
 */
export function grantTeamAccess(
  name: string,
  args: {
    readonly clusterName: pulumi.Input<string>;
    readonly teams: Readonly<Record<string, TeamArgs>>;
    readonly namespaces: readonly pulumi.Resource[];
  },
  parent: pulumi.Resource,
): void {
  const entries = new Map<string, aws.eks.AccessEntry>();
  for (const key of ["adminRoleArn", "viewerRoleArn"] as const) {
    for (const [principalArn, teams] of rolesOf(args.teams, key)) {
      const entry =
        entries.get(principalArn) ??
        new aws.eks.AccessEntry(
          `${name}-${roleLabel(principalArn)}`,
          {
            clusterName: args.clusterName,
            principalArn,
            type: "STANDARD",
            kubernetesGroups: groupsOf(args.teams, principalArn),
          },
          { parent },
        );
      entries.set(principalArn, entry);
      new aws.eks.AccessPolicyAssociation(
        `${name}-${roleLabel(principalArn)}-${key === "adminRoleArn" ? "admin" : "view"}`,
        {
          clusterName: args.clusterName,
          principalArn: entry.principalArn,
          policyArn: `arn:aws:eks::aws:cluster-access-policy/${policies[key]}`,
          accessScope: { type: "namespace", namespaces: teams.map(teamNamespace) },
        },
        { parent, dependsOn: [...args.namespaces] },
      );
    }
  }
}

/** The name of a role, with its account where another account's role might have the same. */
const roleLabel = (arn: string): string =>
  arn
    .split(":")
    .slice(4)
    .join("-")
    .replace(/[^\w-]+/g, "-");

/** The groups of all teams that a role is in. */
const groupsOf = (teams: Readonly<Record<string, TeamArgs>>, arn: string): string[] =>
  (["adminRoleArn", "viewerRoleArn"] as const).flatMap((key) =>
    (rolesOf(teams, key).get(arn) ?? []).map((team) => teamGroup(team, roles[key])),
  );

/** The roles under a key, each with its teams. */
function rolesOf(
  teams: Readonly<Record<string, TeamArgs>>,
  key: keyof typeof policies,
): Map<string, string[]> {
  const roles = new Map<string, string[]>();
  for (const [team, settings] of Object.entries(teams)) {
    const arn = settings[key];
    if (arn !== undefined) roles.set(arn, [...(roles.get(arn) ?? []), team]);
  }
  return roles;
}
