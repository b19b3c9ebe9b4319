import { checkCluster } from "@aip/common/arguments/cluster.ts";
import type { NodePoolContext } from "@aip/common/arguments/node-pool-args.ts";
import { checkNodePool } from "@aip/common/arguments/node-pool-checks.ts";
import { networkZones } from "./network-zones.ts";
import { inProduction, type Rule } from "./rule.ts";
import type { Environment } from "./schema/index.ts";
import { eachKnown } from "./undecided.ts";

const settings: Rule = ({ cluster }, problems) => checkCluster(cluster, problems.at("cluster"));

const nodePools: Rule = (environment, problems) => {
  const { cluster } = environment;
  // Each is read by the rules that need it, so that one that is mistaken leaves the others.
  const context: NodePoolContext = {
    get kubernetesVersion() {
      return cluster.kubernetesVersion;
    },
    get zones() {
      return networkZones(environment);
    },
    get gpuSoftware() {
      return cluster.gpu.software;
    },
    get autoMode() {
      return cluster.autoMode;
    },
  };
  eachKnown(cluster.nodePools, (name, pool) => {
    checkNodePool(pool, context, problems.at(["cluster", "nodePools", name]));
  });
};

const systemPools = ({ cluster }: Environment) =>
  Object.values(cluster.nodePools).filter(({ purpose }) => purpose === "system");

const systemPool: Rule = (environment, problems) => {
  if (environment.cluster.autoMode || systemPools(environment).length > 0) return;
  problems.add(
    "cluster.nodePools",
    Object.keys(environment.cluster.nodePools),
    "at least one pool of purpose system, on which controllers run, or autoMode: true",
  );
};

/** What would leave a cluster open, locked or without nodes. */
export const clusterRules: readonly Rule[] = [
  settings,
  nodePools,
  systemPool,
  inProduction(
    "cluster.publicAccessCidrs",
    "none",
    ({ cluster }) => cluster.publicAccessCidrs,
    (cidrs) => cidrs.length === 0,
  ),
  inProduction(
    "cluster.deletionProtection",
    "true",
    ({ cluster }) => cluster.deletionProtection,
    (on) => on !== false,
  ),
  inProduction(
    "cluster.nodePools",
    "at least 3 system nodes (min)",
    (environment) => systemPools(environment).reduce((sum, { min = 0 }) => sum + min, 0),
    (nodes, { cluster }) => nodes >= 3 || cluster.autoMode,
  ),
];
