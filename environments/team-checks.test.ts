import assert from "node:assert/strict";
import { crossChecks } from "./cross-checks.ts";
import { readEnvironmentFile } from "./file.ts";
import type { Environment } from "./schema/index.ts";

function production(change: (environment: Environment) => void): string[] {
  const environment = structuredClone(readEnvironmentFile("prod").environment);
  change(environment);
  return crossChecks(environment);
}

describe("the rules over teams and services", () => {
  it("refuse a role that has an entry already, with its path", () => {
    const adminRoleArn = "arn:aws:iam::123456789012:role/ai-platform-deployer";
    const problems = production(({ teams, cluster }) => {
      const [name] = Object.keys(teams);
      const team = teams[name as string];
      const [access] = Object.values(cluster.access);
      if (team && access)
        Object.assign(team, { adminRoleArn: adminRoleArn.replace("ai-platform-deployer", access.role) });
    });
    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? "",
      /^platform:teams\.research\.adminRoleArn: expected a role that platform:cluster\.access/,
    );
  });

  it("refuse services whose ground is missing, and production without backups", () => {
    const problems = production(({ cluster, clusterServices }) => {
      cluster.addons.efsCsi = false;
      clusterServices.certificates.enabled = false;
      clusterServices.backup.enabled = false;
    });
    assert.deepEqual(problems.map((problem) => problem.split(":")[1]).sort(), [
      "clusterServices.backup.enabled",
      "clusterServices.certificates.enabled",
      "clusterServices.storage.shared",
    ]);
  });
});
