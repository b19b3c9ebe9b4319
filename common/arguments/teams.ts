import { checkBounds } from "../bounds.ts";
import { checkFormat, cpuFormat, imageNameFormat, memoryFormat, teamFormat } from "../formats.ts";
import { Problems } from "../problems.ts";

/** A team of the environment file. */
export interface TeamArgs {
  /** ARN of the IAM role whose members administer the namespace; it must exist. Default: none. */
  readonly adminRoleArn?: string | undefined;
  /** ARN of the IAM role whose members may read in the namespace; it must exist. Default: none. */
  readonly viewerRoleArn?: string | undefined;
  /** What all pods of the team may ask for together, and what its queue is sure of. */
  readonly quota: {
    /** Cores, such as `20` or `500m`. */
    readonly cpu: string;
    /** Memory, such as `80Gi`. */
    readonly memory: string;
    /** Whole GPUs that the team is sure of, 0 or more. */
    readonly gpu: number;
    /** GPUs at most, the borrowed ones included; `gpu` or more. Default: as many as `gpu`. */
    readonly gpuBurst?: number | undefined;
    /** Size of all volumes together, such as `500Gi`. */
    readonly storage: string;
    /** Pods at most, 1 or more. */
    readonly pods: number;
  };
  /** Share of what teams lend each other, above 0. */
  readonly weight: number;
  /** Highest priority class of the pods: `low` training, `normal` interactive, `high` serving. */
  readonly priority: "low" | "normal" | "high";
  /** Git repositories to deploy from. */
  readonly repositories: readonly string[];
  /** Names of the images that the team builds; each has a repository. Default: none. */
  readonly images?: readonly string[] | undefined;
  /** Who gets the alerts of its namespace. Default: the platform's own people. */
  readonly alerts?: {
    /** Mail addresses; each must confirm once. */
    readonly emails: readonly string[];
  };
  /** What the AWS resources that are the team's own may cost. Default: nobody is notified. */
  readonly budget?:
    | {
        /** US dollars a month, above 0. */
        readonly monthlyUsd: number;
      }
    | undefined;
}

/** How much of what is counted a team may have. */
export const teamBounds = {
  gpu: { least: 0, unit: "GPUs" },
  pods: { least: 1, unit: "pods" },
} as const;

/** Checks one team. */
export function checkTeam(name: string, team: TeamArgs, problems: Problems): void {
  const rules: (() => void)[] = [
    () => checkFormat([], name, teamFormat, problems),
    () => {
      if (name === "platform")
        problems.add([], name, "another name: the platform's own DAGs and pages go by this one");
    },
    () => checkFormat("quota.cpu", team.quota.cpu, cpuFormat, problems),
    () => checkFormat("quota.memory", team.quota.memory, memoryFormat, problems),
    () => checkFormat("quota.storage", team.quota.storage, memoryFormat, problems),
    () => {
      const { gpu, gpuBurst = gpu } = team.quota;
      if (gpuBurst < gpu) problems.add("quota.gpuBurst", gpuBurst, `at least gpu, which is ${gpu}`);
    },
    () => checkBounds("quota.pods", team.quota.pods, teamBounds.pods, problems),
    () => checkBounds("quota.gpu", team.quota.gpu, teamBounds.gpu, problems),
    () => checkBounds("quota.gpuBurst", team.quota.gpuBurst, teamBounds.gpu, problems),
    () => checkImages(team.images ?? [], problems),
    () => {
      if (!(team.weight > 0)) problems.add("weight", team.weight, "a number above 0");
    },
    () => {
      const { adminRoleArn, viewerRoleArn } = team;
      if (adminRoleArn === undefined || adminRoleArn !== viewerRoleArn) return;
      problems.add("viewerRoleArn", viewerRoleArn, "another role than adminRoleArn, which may read too");
    },
  ];
  for (const rule of rules) problems.rule(rule);
}

function checkImages(images: readonly string[], problems: Problems): void {
  for (const [index, image] of images.entries()) {
    checkFormat(`images[${index}]`, image, imageNameFormat, problems);
    if (images.indexOf(image) < index) problems.add(`images[${index}]`, image, "each image once");
  }
}

/**
 * Checks the teams.
 *
 * @throws InvalidInput listing everything that is not possible.
 */
export function resolveTeams(teams: Readonly<Record<string, TeamArgs>>): Readonly<Record<string, TeamArgs>> {
  const problems = new Problems("The list of teams");
  for (const [name, team] of Object.entries(teams)) checkTeam(name, team, problems.at([name]));
  problems.throwIfAny();
  return teams;
}
