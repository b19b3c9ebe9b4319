import type { Environment } from "./schema/index.ts";

/** Rules over the teams and the cluster's services, so that they are told before anything is planned. */
export function teamChecks({ cluster, clusterServices, teams }: Environment): string[] {
  const problems: string[] = [];
  const expect = (path: string, expected: string, found: unknown, holds: boolean) => {
    if (!holds) problems.push(`platform:${path}: expected ${expected}, found ${JSON.stringify(found)}`);
  };
  // A role has one entry in a cluster; a second one for it is refused by EKS.
  const taken = Object.entries(cluster.access).map(([name, { role }]) => ({ name, role }));
  for (const [team, settings] of Object.entries(teams)) {
    for (const key of ["adminRoleArn", "viewerRoleArn"] as const) {
      const arn = settings[key];
      const role = arn?.slice(arn.indexOf(":role/") + ":role/".length);
      const other = taken.find((entry) => entry.role === role);
      expect(
        `teams.${team}.${key}`,
        `a role that platform:cluster.access does not name (${other?.name})`,
        arn,
        other === undefined,
      );
    }
    const { gpu, gpuBurst } = settings.quota;
    expect(
      `teams.${team}.quota.gpuBurst`,
      `at least gpu (${gpu})`,
      gpuBurst,
      gpuBurst === undefined || gpuBurst >= gpu,
    );
  }
  const { storage, backup } = clusterServices;
  const { efsCsi, fsxCsi, snapshotController } = cluster.addons;
  const needs = (path: string, wanted: boolean, has: boolean, what: string) =>
    expect(`clusterServices.${path}`, `false, or ${what}`, wanted, !wanted || has);
  needs("storage.shared", storage.shared, efsCsi, "platform:cluster.addons.efsCsi");
  needs("storage.lustre", storage.lustre, fsxCsi, "platform:cluster.addons.fsxCsi");
  needs("backup.enabled", backup.enabled, snapshotController, "platform:cluster.addons.snapshotController");
  return problems;
}
