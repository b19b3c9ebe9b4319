import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { admits, gatewayOf } from "../network/front-door.ts";
import { reachEnd } from "../network/reach.ts";
import { all, broken, type Outcome, refused } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { memberPod, serves, variable } from "./team.ts";
import { teamNamespace } from "./team-pod.ts";
import { teamHost } from "./team-serves.ts";

const buckets = ["CURATED", "FEATURES", "MODELS", "ARTIFACTS"] as const;

/** That a team does not get at an object of another. */
const objectRefused = (world: World, team: string, other: string, action: string): Outcome =>
  all(
    buckets.flatMap((bucket) => {
      const name = variable(world, team, `${bucket}_BUCKET`);
      if (name === undefined) return [];
      const account = {
        namespace: teamNamespace(team),
        serviceAccount: memberPod(world, team).serviceAccount,
      };
      return [() => refused(podMayDo(world, account, action, `arn:aws:s3:::${name}/teams/${other}/a`))];
    }),
  );

const secretRefused = (world: World, team: string, other: string): Outcome => {
  const account = { namespace: teamNamespace(team), serviceAccount: memberPod(world, team).serviceAccount };
  const secrets = world.stack
    .ofType("aws:secretsmanager/secret:Secret")
    .filter(({ resource }) => resource.id?.includes(`/teams/${other}/`));
  return all(
    secrets.map(
      (secret) => () =>
        refused(podMayDo(world, account, "secretsmanager:GetSecretValue", secret.resource.id ?? "")),
    ),
  );
};

/** That no store but its own brings secrets into a team's namespace. */
const storesRefused = (world: World, team: string): Outcome => {
  const namespace = teamNamespace(team);
  const stores = world.stack.ofType("kubernetes:external-secrets.io/v1:ClusterSecretStore");
  const others = stores.filter((store) => store.at("metadata", "name").text() !== namespace);
  return all(others.map((store) => () => refused(serves(world, store, namespace))));
};

const hostRefused = (world: World, team: string, other: string): Outcome => {
  const gateway = gatewayOf(world);
  if (!gateway) return broken("There is no gateway in the plan");
  const namespace = teamNamespace(team);
  return all([
    () =>
      refused(admits(world, gateway, { host: teamHost(world, other), namespace, section: `team-${other}` })),
    () =>
      refused(admits(world, gateway, { host: teamHost(world, other), namespace, section: `team-${team}` })),
  ]);
};

function stepsOf({ environment }: World, team: string, other: string): Step[] {
  return [
    step(`Team ${team} reads what team ${other} keeps`, (world) =>
      objectRefused(world, team, other, "s3:GetObject"),
    ),
    step(`Team ${team} overwrites what team ${other} keeps`, (world) =>
      objectRefused(world, team, other, "s3:PutObject"),
    ),
    step(`Team ${team} reads a secret of team ${other}`, (world) => secretRefused(world, team, other)),
    step(`Team ${team} takes secrets by the store of team ${other} or of the services`, (world) =>
      storesRefused(world, team),
    ),
    step(`Team ${team} calls a pod of team ${other}`, (world) =>
      refused(reachEnd(world, memberPod(world, team), memberPod(world, other), 8080)),
    ),
    ...(environment.access === "gateway"
      ? [step(`Team ${team} answers at a host of team ${other}`, (world) => hostRefused(world, team, other))]
      : []),
  ];
}

/** No team gets at what another has. */
export const otherTeam: Journey = {
  name: "other-team",
  title: "A team does not get at the data, secrets, pods and hosts of another",
  user: "another team",
  counter: true,
  steps: (world) => {
    const teams = Object.keys(world.environment.teams);
    return teams.flatMap((team) =>
      teams.filter((other) => other !== team).flatMap((other) => stepsOf(world, team, other)),
    );
  },
};
