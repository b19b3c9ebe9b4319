import assert from "node:assert/strict";
import { parseEnvironment } from "@aip/environments";
import type { Values } from "./plan.ts";

describe("the cluster section of an environment", () => {
  const problemsOf = (cluster: Values): readonly string[] => {
    const values = {
      domain: "example.com",
      profile: "production",
      tags: { Owner: "team", CostCenter: "1", DataClassification: "internal" },
      budget: { monthlyUsd: 100 },
      network: { vpcCidr: "10.0.0.0/16" },
      observability: { alerts: { emails: ["on-call@example.com"] } },
      cluster,
    };
    try {
      parseEnvironment("prod", values);
      return [];
    } catch (error) {
      return (error as { problems: string[] }).problems;
    }
  };

  it("has defaults that hold in production", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("refuses the open internet, an unknown version and an unknown key, with their paths", () => {
    assert.deepEqual(
      problemsOf({ publicAccessCidrs: ["0.0.0.0/0"], kubernetesVersion: "1.20", nodePool: {} }).map(
        (line) => line.split(":")[1],
      ),
      [
        "cluster.nodePool",
        "cluster.kubernetesVersion",
        "cluster.publicAccessCidrs[0]",
        "cluster.publicAccessCidrs",
      ],
    );
  });

  it("refuses a cluster in production that is public, unprotected, locked or too small", () => {
    const problems = problemsOf({
      publicAccessCidrs: ["203.0.113.0/24"],
      deletionProtection: false,
      access: { viewers: { role: "viewers", policy: "view" } },
      nodePools: {
        system: { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], min: 1, max: 2 },
      },
    });
    assert.deepEqual(
      problems.map((line) => line.split(": found")[0]),
      [
        "platform:cluster.access",
        "platform:cluster.publicAccessCidrs",
        "platform:cluster.deletionProtection",
        "platform:cluster.nodePools",
      ],
    );
  });
});
