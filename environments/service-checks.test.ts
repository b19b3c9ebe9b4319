import assert from "node:assert/strict";
import { readEnvironmentFile } from "./file.ts";
import type { Environment } from "./schema/index.ts";
import { serviceChecks } from "./service-checks.ts";

const prod = readEnvironmentFile("prod").environment;
const { clusterServices, mlServices, observability, security } = prod;

describe("service checks", () => {
  it("find nothing in production as it stands", () => {
    assert.deepEqual(serviceChecks(prod), []);
  });

  const refused: [string, Partial<Environment>, RegExp][] = [
    [
      "a service without the one it needs, naming everyone who does",
      { security: { ...security, externalSecrets: { enabled: false } } },
      /security\.externalSecrets\.enabled: expected true while MLflow \(mlServices\.mlflow\) is on, because .*; while Feast \(.*Grafana .*, found false/,
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
      /clusterServices\.loadBalancers\.enabled: expected true while platform:access is gateway/,
    ],
    [
      "production without backups",
      { clusterServices: { ...clusterServices, backup: { ...clusterServices.backup, enabled: false } } },
      /clusterServices\.backup\.enabled: expected true in production, because nothing else keeps/,
    ],
    [
      "fewer pods at most than at least",
      {
        mlServices: { ...mlServices, inference: { ...mlServices.inference, minReplicas: 4, maxReplicas: 2 } },
      },
      /maxReplicas: expected at least minReplicas \(4\), found 2/,
    ],
    [
      "one pod of a service in production",
      { mlServices: { ...mlServices, mlflow: { ...mlServices.mlflow, replicas: 1 } } },
      /mlServices\.mlflow\.replicas: expected at least 2 in production, found 1/,
    ],
    [
      "one node of logs in production",
      { observability: { ...observability, logs: { ...observability.logs, nodes: 1 } } },
      /logs\.nodes: expected at least 3 in production, found 1/,
    ],
    [
      "traces in memory in production",
      { observability: { ...observability, traces: { ...observability.traces, storage: "memory" } } },
      /traces\.storage: expected "elasticsearch" in production/,
    ],
  ];
  for (const [what, change, expected] of refused) {
    it(`refuse ${what}`, () => {
      const problems = serviceChecks({ ...prod, ...change });
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] as string, expected);
    });
  }

  it("leave development as small as it likes", () => {
    assert.deepEqual(serviceChecks(readEnvironmentFile("dev").environment), []);
  });
});
