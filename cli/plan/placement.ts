import type { World } from "@aip/proof";
import { nodesNeeded } from "@aip/proof/placement/nodes-needed.ts";
import { namespacePrices } from "@aip/proof/placement/prices.ts";
import { clusterIn } from "@aip/proof/placement/shared-cluster.ts";
import { servicesOn } from "@aip/services";
import type { PlanPlacement } from "./file.ts";

/** The nodes that the pods of a plan need, beside those that its prices assume, and what the pods of its namespaces cost. */
export function planPlacement(world: World): PlanPlacement {
  const cluster = clusterIn(world);
  const { usage } = world.environment;
  const { pools, unplaced } = nodesNeeded(cluster, (pool) => usage.nodePools[pool] ?? usage.nodePoolShare);
  const titles = Map.groupBy(servicesOn(world.environment), ({ namespace }) => namespace);
  return {
    pools: pools.map(({ pool, nodes, types, assumed }) => ({
      pool: pool.name,
      needed: nodes,
      assumed,
      types,
    })),
    unplaced: unplaced.map(({ pod, count }) => ({ pod: `${pod.owner} of ${pod.namespace}`, count })),
    namespaces: [...namespacePrices(cluster)].map(([namespace, monthlyUsd]) => ({
      namespace,
      services: (titles.get(namespace) ?? []).map(({ title }) => title),
      monthlyUsd,
    })),
  };
}
