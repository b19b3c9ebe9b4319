import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import { simulatedNetwork } from "../support/network.ts";

export interface TeamBench {
  readonly teams: number;
  readonly resources: number;
  /** Of planning the cluster layer with so many teams, SDKs loaded. */
  readonly milliseconds: number;
  /** What each team beyond the first costs. */
  readonly millisecondsPerTeam: number | null;
}

/**
 * Plans the cluster layer of prod with different numbers of teams, each with a role, a queue and a project, and returns
 * the time of each: it must grow no faster than the number of teams.
 */
export async function bench(...counts: string[]): Promise<TeamBench[]> {
  const { default: program } = await import("../../stacks/cluster/index.ts");
  // One plan that is not counted loads what is loaded once.
  await plan(program, 1);
  const results: TeamBench[] = [];
  for (const teams of counts.length > 0 ? counts.map(Number) : [1, 10, 100]) {
    const { milliseconds, resources } = await plan(program, teams);
    const [first] = results;
    const perTeam = first ? (milliseconds - first.milliseconds) / (teams - first.teams) : null;
    results.push({
      teams,
      resources,
      milliseconds: Math.round(milliseconds),
      millisecondsPerTeam: perTeam === null ? null : Math.round(perTeam * 100) / 100,
    });
  }
  return results;
}

async function plan(program: () => Promise<Record<string, unknown>>, count: number) {
  const { environment, config } = readEnvironmentFile("prod");
  const cloud = simulatedCloud({ region: environment.region });
  const teams = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `team-${index}`,
      {
        adminRoleArn: `arn:aws:iam::123456789012:role/team-${index}`,
        quota: { gpu: 1, gpuBurst: 2 },
        repositories: [`https://git.example.com/team-${index}`],
      },
    ]),
  );
  const start = performance.now();
  const { resources } = await runProgram({
    project: "cluster",
    stack: "prod",
    config: { ...config, "platform:teams": JSON.stringify(teams) },
    program,
    cloud,
    stacks: simulatedNetwork(cloud, environment),
  });
  return { milliseconds: performance.now() - start, resources: resources.length };
}
