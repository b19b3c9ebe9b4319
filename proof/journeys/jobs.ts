import { isOn } from "@aip/services";
import { kueue } from "@aip/services/kueue.ts";
import { type Journey, type Step, step } from "../journey.ts";
import { all, type Outcome } from "../outcome.ts";
import type { Cluster } from "../placement/cluster.ts";
import { kueueAdmits } from "../placement/kueue.ts";
import type { PlannedPool } from "../placement/node-pool.ts";
import { quotaAllows } from "../placement/quota.ts";
import { clusterIn } from "../placement/shared-cluster.ts";
import type { PlannedPod } from "../world/pod.ts";
import type { World } from "../world/world.ts";
import { teamNamespace, teamPod } from "./team-pod.ts";

/** Name of the queue in each team's namespace; as components/platform-services/queues.ts has it. */
const queue = "default";
const gpu = "nvidia.com/gpu";
const efa = "vpc.amazonaws.com/efa";

/** Teams that may have as many GPUs. */
const teamsWith = ({ environment }: World, gpus: number): string[] =>
  Object.entries(environment.teams)
    .filter(([, { quota }]) => (quota.gpuBurst ?? quota.gpu) >= gpus)
    .map(([team]) => team);

/** Whether the quota of the namespace, Kueue and the nodes take a job of several equal pods. */
const runs = (cluster: Cluster, team: string, pod: PlannedPod, count: number): Outcome =>
  all([
    () => quotaAllows(cluster, pod, count),
    () => kueueAdmits(cluster, { namespace: teamNamespace(team), queue, podSets: [{ pod, count }] }),
  ]);

/** The cluster once an operator has set a managed group, which nothing scales by itself, to a number of nodes. */
const withNodes = (cluster: Cluster, pool: PlannedPool, nodes: number): Cluster => ({
  ...cluster,
  pools: cluster.pools.map((each) =>
    each === pool && each.kind === "managed" ? { ...each, desired: Math.min(nodes, each.max) } : each,
  ),
});

const on = ({ environment }: World): boolean => isOn(kueue, environment);

/** A job that asks for a GPU gets it. */
export const gpuJob: Journey = {
  name: "gpu-job",
  title: "A job that asks for a GPU is admitted, and fits on a node",
  user: "a data scientist",
  steps: (world) =>
    on(world)
      ? teamsWith(world, 1).map((team) =>
          step(`Team ${team} runs a job with a GPU`, () =>
            runs(
              clusterIn(world),
              team,
              teamPod(team, "A job with a GPU", { requests: { cpu: "2", memory: "8Gi", [gpu]: 1 } }),
              1,
            ),
          ),
        )
      : [],
};

/** What the largest node of a pool offers of a device. */
const most = (pool: PlannedPool, device: string): number =>
  Math.max(0, ...pool.shapes.map(({ allocatable }) => allocatable[device] ?? 0));

/** A job over several nodes that speak by EFA gets all of them. */
export const efaJob: Journey = {
  name: "efa-job",
  title: "A job over two nodes that speak by EFA is admitted as a whole, and fits",
  user: "a data scientist",
  steps: (world): Step[] =>
    on(world)
      ? clusterIn(world)
          .pools.filter((pool) => most(pool, efa) > 0 && most(pool, gpu) > 0)
          .flatMap((pool) => {
            const requests = { cpu: "4", memory: "16Gi", [gpu]: most(pool, gpu), [efa]: most(pool, efa) };
            const annotations = { "kueue.x-k8s.io/podset-preferred-topology": "kubernetes.io/hostname" };
            return teamsWith(world, 2 * most(pool, gpu)).map((team) =>
              step(`Team ${team} trains on two nodes of ${pool.name}, once they are asked for`, () =>
                runs(
                  withNodes(clusterIn(world), pool, 2),
                  team,
                  teamPod(team, "A worker of a job over two nodes", { requests, annotations }),
                  2,
                ),
              ),
            );
          })
      : [],
};
