import { podMayDo } from "../identity/access.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { databaseBlocks, nodeBlocks } from "../network/addresses.ts";
import { reachAddress } from "../network/reach.ts";
import { all, broken, held, type Outcome, refused } from "../outcome.ts";
import { priorityClassType } from "../placement/priority.ts";
import { quotaAllows } from "../placement/quota.ts";
import { clusterIn } from "../placement/shared-cluster.ts";
import { bucketOf } from "../world/buckets.ts";
import type { World } from "../world/world.ts";
import { strangerPod } from "./team.ts";
import { teamNamespace, teamPod } from "./team-pod.ts";

/** Where nodes hand out their own identity (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html). */
const instanceMetadata = "169.254.169.254/32";

const reaches = (
  world: World,
  team: string,
  blocks: readonly string[],
  port: number,
  what: string,
): Outcome =>
  all(blocks.map((block) => () => refused(reachAddress(world, strangerPod(world, team), block, port, what))));

/** That pods without the team's account are nobody in AWS. */
const isNobody = (world: World, team: string): Outcome =>
  refused(
    podMayDo(
      world,
      { namespace: teamNamespace(team), serviceAccount: "default" },
      "s3:GetObject",
      `arn:aws:s3:::${bucketOf(world, "curated")}/sales/a`,
    ),
  );

/** That a namespace refuses pods that could leave their container (Pod Security Standard restricted). */
function staysInside({ namespaces }: World, team: string): Outcome {
  const standard = namespaces.get(teamNamespace(team))?.["pod-security.kubernetes.io/enforce"];
  return standard === "restricted"
    ? held("Refused: the namespace enforces the Pod Security Standard restricted")
    : broken(`It is possible: the namespace enforces the standard ${standard ?? "of nothing"}`);
}

/** That no pod of a team has the priority of the platform's. */
const isNotCritical = (world: World, team: string): Outcome => {
  const classes = world.stack
    .ofType(priorityClassType)
    .flatMap((view) => view.at("metadata", "name").texts())
    .filter((name) => name.startsWith("platform"));
  return all(
    ["system-cluster-critical", "system-node-critical", ...classes].map((priorityClassName) => () => {
      const requests = { cpu: "100m", memory: "128Mi" };
      const pod = teamPod(team, `A pod of class ${priorityClassName}`, {
        requests,
        spec: { priorityClassName },
      });
      return refused(quotaAllows(clusterIn(world), pod));
    }),
  );
};

const stepsOf = (team: string): Step[] => [
  step(`Takes the identity of its node, from team ${team}`, (world) =>
    reaches(world, team, [instanceMetadata], 80, "the metadata of its node"),
  ),
  step(`Takes the identity of team ${team} without its service account`, (world) => isNobody(world, team)),
  step(`Calls the database, from team ${team}`, (world) =>
    reaches(world, team, databaseBlocks(world), 5432, "the databases"),
  ),
  step(`Calls the kubelet of a node, from team ${team}`, (world) =>
    reaches(world, team, nodeBlocks(world), 10250, "the kubelets"),
  ),
  step(`Leaves its container, in team ${team}`, (world) => staysInside(world, team)),
  step(`Pushes out the platform, from team ${team}`, (world) => isNotCritical(world, team)),
];

/** Whoever breaks into a notebook has a notebook. */
export const notebook: Journey = {
  name: "notebook",
  title: "Anyone who breaks into a notebook gets no further than the notebook",
  user: "an intruder",
  counter: true,
  steps: ({ environment }) => Object.keys(environment.teams).flatMap(stepsOf),
};
