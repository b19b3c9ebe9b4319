import assert from "node:assert/strict";
import { changedProduction as production } from "./testing/cross-problems.ts";

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
      /^teams\.research\.adminRoleArn: .*allowed: a role that platform:cluster\.access/,
    );
  });

  it("refuse services whose ground is missing, and production without backups", () => {
    const problems = production(({ cluster, clusterServices }) => {
      cluster.addons.efsCsi = false;
      clusterServices.certificates.enabled = false;
      clusterServices.backup.enabled = false;
    });
    assert.deepEqual(problems.map((problem) => problem.split(":")[0]).sort(), [
      "clusterServices.backup.enabled",
      "clusterServices.certificates.enabled",
      "clusterServices.storage.shared",
    ]);
  });

  it("refuse a team's budget that nobody would hear of", () => {
    const change = (emails: string[]) =>
      production(({ teams, budget }) => {
        budget.notify = [];
        Object.assign(teams.research ?? {}, { budget: { monthlyUsd: 100 }, alerts: { emails } });
      }).filter((problem) => problem.startsWith("teams."));
    assert.match(change([])[0] ?? "", /^teams\.research\.alerts\.emails: .*one that nobody hears of is none/);
    assert.deepEqual(change(["research@example.com"]), []);
  });
});
