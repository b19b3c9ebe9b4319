import { isOn, teamDomain } from "@aip/services";
import { prometheus } from "@aip/services/prometheus.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { callerOf } from "../network/ends.ts";
import { admits, balancer, certified, gatewayOf } from "../network/front-door.ts";
import { reachEnd } from "../network/reach.ts";
import { all, broken, held, type Outcome } from "../outcome.ts";
import { prometheus as planned } from "../signals/monitors.ts";
import type { World } from "../world/world.ts";
import { memberPod } from "./team.ts";
import { teamNamespace } from "./team-pod.ts";

/** A host of a team. */
export const teamHost = ({ environment }: World, team: string): string =>
  `scores.${teamDomain(team, environment)}`;

function serves(world: World, team: string): Outcome {
  const gateway = gatewayOf(world);
  if (!gateway) return broken("There is no gateway in the plan");
  const host = teamHost(world, team);
  const section = `team-${team}`;
  return all([
    () => admits(world, gateway, { host, namespace: teamNamespace(team), section }),
    () => certified(world, gateway, host),
    () => reachEnd(world, balancer(world, gateway), memberPod(world, team), 8080),
    () => held(`https://${host} leads to the team's pods`, gateway.urn),
  ]);
}

function scrapes(world: World, team: string): Outcome {
  const found = planned(world);
  return typeof found === "string"
    ? broken(found)
    : reachEnd(world, callerOf(world, found.pod), memberPod(world, team), 9000);
}

/** A team serves a model of its own, and sees how it is. */
export const teamServes: Journey = {
  name: "team-serves",
  title: "A team serves a model of its own under its own host, and sees how it is",
  user: "a data scientist",
  steps: ({ environment }): Step[] =>
    Object.keys(environment.teams).flatMap((team) => [
      ...(environment.access === "gateway"
        ? [step(`Team ${team} answers at a host of its own`, (world) => serves(world, team))]
        : []),
      ...(isOn(prometheus, environment)
        ? [step(`Team ${team} has its metrics collected`, (world) => scrapes(world, team))]
        : []),
    ]),
};
