import assert from "node:assert/strict";
import { type ClusterArgs, resolveCluster } from "./cluster-args.ts";

const args: ClusterArgs = {
  clusterName: "test",
  kubernetesVersion: "1.35",
  region: "us-east-1",
  vpcId: "vpc-1",
  subnetIds: { "us-east-1a": "subnet-1", "us-east-1b": "subnet-2" },
  access: { deployer: { role: "deployer", policy: "clusterAdmin" } },
};

describe("the arguments of a cluster", () => {
  it("get defaults that are safe", () => {
    const { publicAccessCidrs, deletionProtection, zonalShift, logRetentionDays } = resolveCluster(args);
    assert.deepEqual(
      { publicAccessCidrs, deletionProtection, zonalShift, logRetentionDays },
      { publicAccessCidrs: [], deletionProtection: true, zonalShift: true, logRetentionDays: 90 },
    );
  });

  it("are refused once, with everything that is wrong", () => {
    const wrong: ClusterArgs = {
      ...args,
      clusterName: "-x",
      kubernetesVersion: "1.20" as ClusterArgs["kubernetesVersion"],
      subnetIds: { "us-east-1a": "subnet-1" },
      publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"],
      access: { deployer: { role: "deployer", policy: "clusterAdmin", namespaces: ["default"] } },
      logRetentionDays: 8,
    };
    assert.throws(
      () => resolveCluster(wrong),
      (error: Error) => {
        const found = error.message.split("\n").map((line) => line.trim().split(":")[0]);
        assert.deepEqual(found, [
          "Cluster -x is not possible",
          "- clusterName",
          "- subnetIds",
          "- kubernetesVersion",
          "- publicAccessCidrs[1]",
          "- access",
          "- logRetentionDays",
        ]);
        return true;
      },
    );
  });
});
