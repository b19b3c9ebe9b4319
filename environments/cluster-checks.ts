import type { Environment } from "./schema/index.ts";

/** What would leave a cluster open, locked or without nodes. */
export function clusterChecks({ profile, cluster }: Environment): string[] {
  const problems: string[] = [];
  const expect = (path: string, expected: string, found: unknown, holds: boolean) => {
    if (!holds)
      problems.push(`platform:cluster.${path}: expected ${expected}, found ${JSON.stringify(found)}`);
  };
  const { access, nodePools, publicAccessCidrs, deletionProtection, autoMode } = cluster;
  const administrators = Object.values(access).filter(
    ({ policy, namespaces }) => policy === "clusterAdmin" && namespaces.length === 0,
  );
  expect(
    "access",
    "at least one role with clusterAdmin on the whole cluster, the one that runs Pulumi",
    Object.keys(access),
    administrators.length > 0,
  );
  const system = Object.values(nodePools).filter(({ purpose }) => purpose === "system");
  expect(
    "nodePools",
    "at least one pool of purpose system, on which controllers run, or autoMode: true",
    Object.keys(nodePools),
    system.length > 0 || autoMode,
  );
  if (profile !== "production") return problems;
  expect("publicAccessCidrs", "none in production", publicAccessCidrs, publicAccessCidrs.length === 0);
  expect("deletionProtection", "true in production", deletionProtection, deletionProtection !== false);
  const nodes = system.reduce((sum, { min = 0 }) => sum + min, 0);
  expect("nodePools", "at least 3 system nodes in production (min)", nodes, nodes >= 3 || autoMode);
  return problems;
}
