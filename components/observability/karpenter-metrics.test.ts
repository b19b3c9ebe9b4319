import assert from "node:assert/strict";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as kubernetes from "@pulumi/kubernetes";
import { KarpenterMetrics } from "./karpenter-metrics.ts";

const context = {
  environment: "test",
  region: "us-east-1",
  clusterName: "platform",
  namespace: "default",
  nodeNamespace: "node-telemetry",
  storageClass: "gp3",
  secretStore: "secrets",
  secretsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
};

describe("the metrics of Karpenter", () => {
  // Karpenter is in kube-system, and the chart names its port.
  it("are scraped where the cluster layer runs it", async () => {
    const { resources } = await runProgram({
      project: "observability",
      stack: "test",
      config: {},
      cloud: simulatedCloud({ region: "us-east-1" }),
      stacks: new Map(),
      program: async () => {
        const provider = new kubernetes.Provider("kubernetes", { kubeconfig: "{}" });
        new KarpenterMetrics("metrics", { context, monitorLabel: "release=monitoring" }, { provider });
        return {};
      },
    });
    const monitor = resources.find(({ type }) => type.endsWith(":ServiceMonitor"));
    assert.deepEqual(monitor?.inputs.spec, {
      selector: { matchLabels: { "app.kubernetes.io/name": "karpenter" } },
      namespaceSelector: { any: true },
      endpoints: [{ port: "http-metrics", path: "/metrics", interval: "30s" }],
    });
  });
});
