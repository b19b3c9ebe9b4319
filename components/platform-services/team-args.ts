import { Problems } from "../core/problems.ts";
import { quantity } from "../kubernetes/quantity.ts";

/** A team of the environment file. */
export interface TeamArgs {
  /** IAM role whose members administer the namespace. Default: nobody. */
  readonly adminRoleArn?: string | undefined;
  /** IAM role whose members may read in the namespace. Default: nobody. */
  readonly viewerRoleArn?: string | undefined;
  readonly quota: {
    /** Cores, such as `20` or `500m`. */
    readonly cpu: string;
    readonly memory: string;
    /** Whole GPUs the team is sure of. */
    readonly gpu: number;
    /** GPUs at most, the borrowed ones included. Default: as many as `gpu`. */
    readonly gpuBurst?: number | undefined;
    /** Size of all volumes together. */
    readonly storage: string;
    readonly pods: number;
  };
  /** Share of what teams lend each other, above 0. */
  readonly weight: number;
  /** Highest priority class of the pods: `low` training, `normal` interactive, `high` serving. */
  readonly priority: "low" | "normal" | "high";
  /** Git repositories to deploy from. */
  readonly repositories: readonly string[];
}

/**
 * Checks the teams.
 *
 * @throws RunError listing everything that is not possible.
 */
export function resolveTeams(teams: Readonly<Record<string, TeamArgs>>): Readonly<Record<string, TeamArgs>> {
  const problems = new Problems("The list of teams");
  for (const [team, { quota, weight, adminRoleArn, viewerRoleArn }] of Object.entries(teams)) {
    if (!/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(team)) {
      problems.add(team, team, "at most 30 lower-case letters, digits and dashes, starting with a letter");
    }
    for (const key of ["cpu", "memory", "storage"] as const) {
      if (!quantity(quota[key])) problems.add(`${team}.quota.${key}`, quota[key], "a quantity above 0");
    }
    if (!Number.isInteger(quota.gpu) || quota.gpu < 0) {
      problems.add(`${team}.quota.gpu`, quota.gpu, "a whole number of GPUs, 0 or more");
    }
    if (quota.gpuBurst !== undefined && quota.gpuBurst < quota.gpu) {
      problems.add(`${team}.quota.gpuBurst`, quota.gpuBurst, `at least gpu, which is ${quota.gpu}`);
    }
    if (!(weight > 0)) problems.add(`${team}.weight`, weight, "a number above 0");
    if (adminRoleArn !== undefined && adminRoleArn === viewerRoleArn) {
      problems.add(
        `${team}.viewerRoleArn`,
        viewerRoleArn,
        "another role than adminRoleArn, which may read too",
      );
    }
  }
  problems.throwIfAny();
  return teams;
}
