import assert from "node:assert/strict";
import { readEnvironmentFile } from "./file.ts";
import type { Environment } from "./schema/index.ts";
import { crossProblems } from "./testing/cross-problems.ts";

const prod = readEnvironmentFile("prod").environment;
const { clusterServices, mlServices, observability, security } = prod;

describe("service checks", () => {
  it("find nothing in production as it is", () => {
    assert.deepEqual(crossProblems(prod), []);
  });

  const refused: [string, Partial<Environment>, RegExp][] = [
    [
      "a service without the one it needs, naming everyone who does",
      { security: { ...security, externalSecrets: { enabled: false } } },
      /security\.externalSecrets\.enabled: found false; allowed: true while MLflow \(mlServices\.mlflow\) is on, because .*; while Feast \(.*Grafana /,
    ],
    [
      "a gateway without load balancers",
      {
        clusterServices: {
          ...clusterServices,
          loadBalancers: { enabled: false },
          dnsRecords: { enabled: false },
        },
      },
      /clusterServices\.loadBalancers\.enabled: found false; allowed: true while platform:access is gateway/,
    ],
    [
      "production without backups",
      { clusterServices: { ...clusterServices, backup: { ...clusterServices.backup, enabled: false } } },
      /clusterServices\.backup\.enabled: found false; allowed: true in production, because nothing else keeps/,
    ],
    [
      "fewer pods at most than at least",
      {
        mlServices: { ...mlServices, inference: { ...mlServices.inference, minReplicas: 4, maxReplicas: 2 } },
      },
      /maxReplicas: found 2; allowed: at least minReplicas \(4\)/,
    ],
    [
      "DAGs by Git without a repository",
      {
        mlServices: {
          ...mlServices,
          airflow: { ...mlServices.airflow, dags: { ...mlServices.airflow.dags, source: "git" } },
        },
      },
      /airflow\.dags\.repository: found nothing; allowed: the address of a repository while dags\.source is git/,
    ],
    [
      "a repository of DAGs that nobody reads",
      {
        mlServices: {
          ...mlServices,
          airflow: {
            ...mlServices.airflow,
            dags: { ...mlServices.airflow.dags, repository: "https://git.example.com/dags" },
          },
        },
      },
      /airflow\.dags\.source: found "s3"; allowed: git, as dags names a repository or its secret/,
    ],
    [
      "one pod of a service in production",
      { mlServices: { ...mlServices, mlflow: { ...mlServices.mlflow, replicas: 1 } } },
      /mlServices\.mlflow\.replicas: found 1; allowed: at least 2 in production/,
    ],
    [
      "one node of logs in production",
      { observability: { ...observability, logs: { ...observability.logs, nodes: 1 } } },
      /logs\.nodes: found 1; allowed: at least 3 in production/,
    ],
    [
      "traces in memory in production",
      { observability: { ...observability, traces: { ...observability.traces, storage: "memory" } } },
      /traces\.storage: .*"elasticsearch" in production/,
    ],
    [
      "alerts that nobody gets in production",
      { observability: { ...observability, alerts: { ...observability.alerts, emails: [] } } },
      /observability\.alerts\.emails: found \[\]; allowed: at least one mailbox in production/,
    ],
  ];
  for (const [what, change, expected] of refused) {
    it(`refuse ${what}`, () => {
      const problems = crossProblems({ ...prod, ...change });
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] as string, expected);
    });
  }

  it("leave development as small as it likes", () => {
    assert.deepEqual(crossProblems(readEnvironmentFile("dev").environment), []);
  });
});
