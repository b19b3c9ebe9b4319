import { type Journey, type Step, step } from "../journey.ts";
import { all, broken, held, type Outcome, refused } from "../outcome.ts";
import { admit } from "../placement/admission.ts";
import { drains } from "../placement/disruption.ts";
import { fittingShapes } from "../placement/fits.ts";
import { mayPreempt } from "../placement/preemption.ts";
import { priorityClassType } from "../placement/priority.ts";
import { quotaAllows } from "../placement/quota.ts";
import { placesReplicas } from "../placement/replicas.ts";
import { clusterIn } from "../placement/shared-cluster.ts";
import type { PlannedPod } from "../world/pod.ts";
import type { World } from "../world/world.ts";
import { everyPodIsSeen } from "./seen.ts";
import { teamPod } from "./team-pod.ts";

/** Whether there is room for a pod, and on no node that AWS may take back. */
function staysOnDemand(world: World, pod: PlannedPod): Outcome {
  const cluster = clusterIn(world);
  return all([
    () => placesReplicas(cluster, pod, pod.replicas ?? 1),
    () => {
      const admitted = admit(world.stack, pod);
      const spot = cluster.pools.find((pool) =>
        fittingShapes(cluster, admitted, pool).some(({ capacityType }) => capacityType === "spot"),
      );
      return spot
        ? broken(`${pod.owner} may land on spot nodes of pool ${spot.name}`, pod.urn)
        : held("It fits on on-demand nodes alone", pod.urn);
    },
  ]);
}

/** The priority classes that a team's pods may have, by what the quotas of its namespace refuse; none is a class too. */
function classesOf(world: World, team: string): (string | undefined)[] {
  const cluster = clusterIn(world);
  const names = world.stack.ofType(priorityClassType).flatMap((view) => view.at("metadata", "name").texts());
  return [undefined, "system-cluster-critical", "system-node-critical", ...names].filter(
    (name) => quotaAllows(cluster, small(team, name)).verdict !== "broken",
  );
}

const small = (team: string, priorityClassName: string | undefined): PlannedPod =>
  teamPod(
    team,
    `A pod of team ${team}${priorityClassName === undefined ? "" : ` of class ${priorityClassName}`}`,
    {
      requests: { cpu: "100m", memory: "128Mi" },
      spec: priorityClassName === undefined ? {} : { priorityClassName },
    },
  );

/** That no team's pod pushes it out, whatever class the team may use. */
const survivesTeams = (world: World, pod: PlannedPod): Outcome =>
  all([
    ...Object.keys(world.environment.teams).flatMap((team) =>
      classesOf(world, team).map(
        (name) => () => refused(mayPreempt(clusterIn(world), small(team, name), pod)),
      ),
    ),
    () => held("No pod that a team may start is worth more", pod.urn),
  ]);

/** What must not be lost stays where it is. */
export const state: Journey = {
  name: "state",
  title: "What keeps state stays on on-demand nodes, is not pushed out by teams, and can be moved",
  user: "an operator",
  steps: (world): Step[] => [
    everyPodIsSeen,
    ...world.pods
      .filter(({ keepsState }) => keepsState)
      .flatMap((pod) => [
        step(`Keeps ${pod.owner} on nodes that AWS does not take back`, () => staysOnDemand(world, pod)),
        step(`Keeps ${pod.owner} when teams need room`, () => survivesTeams(world, pod)),
        step(`Drains a node with ${pod.owner}`, () => drains(world, pod)),
      ]),
  ],
};
