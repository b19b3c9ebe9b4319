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
      /^teams\.products\.adminRoleArn: .*allowed: a role that platform:cluster\.access/,
    );
  });

  it("refuse people who write DAGs to the bucket where they come by Git", () => {
    const problems = production(({ mlServices, teams }) => {
      const dags = { source: "git", repository: "https://git.example.com/dags" } as const;
      const dagPublishers = ["arn:aws:iam::123456789012:role/ci"];
      Object.assign(mlServices.airflow, { dags: { ...mlServices.airflow.dags, ...dags }, dagPublishers });
      Object.assign(teams.research ?? {}, { dagPublishers });
    });
    assert.deepEqual(problems.map((problem) => problem.split(": found")[0]).sort(), [
      "mlServices.airflow.dagPublishers",
      "teams.research.dagPublishers",
    ]);
  });

  it("refuse a team whose folder of DAGs would be the platform's own", () => {
    const problems = production(({ teams }) => {
      Object.assign(teams, { platform: teams.research });
    });
    assert.match(problems.join("\n"), /^teams\.platform: .*allowed: another name/m);
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
