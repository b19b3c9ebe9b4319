import * as pulumi from "@pulumi/pulumi";
import { monitorService } from "../kubernetes/monitor.ts";
import type { ObservabilityContext } from "./context.ts";

export interface KarpenterMetricsArgs {
  /** Where the monitor is made, and what it waits for. */
  readonly context: ObservabilityContext;
  /** Label that Prometheus picks ServiceMonitors up by, as `key=value`: `monitorLabel` of `PrometheusStack`. */
  readonly monitorLabel: string;
}

/**
 * Scrapes Karpenter, which the cluster layer runs: nodes it could not get, pods that wait for one, and how near each pool
 * is to its limits. The cluster layer comes before Prometheus and cannot ask for this itself.
 *
 * Costs nothing by itself.
 *
 * @example
 * import { KarpenterMetrics, PrometheusStack } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const context = {
 *   environment: "dev",
 *   region: "us-east-1",
 *   clusterName: config.require("clusterName"),
 *   namespace: "observability",
 *   nodeNamespace: "node-telemetry",
 *   storageClass: "gp3",
 *   secretStore: "secrets",
 *   secretsKeyArn: config.require("secretsKeyArn"),
 * };
 * const metrics = new PrometheusStack("prometheus", {
 *   context,
 *   replicas: 1,
 *   resources: { cpu: "250m", memory: "2Gi" },
 *   retentionDays: 5,
 *   storageGi: 20,
 *   alertLimits: { serviceNamespaces: ["inference"], inferenceLatencySeconds: 0.5, maxGpus: 8, gpuIdleMinutes: 60 },
 * });
 * new KarpenterMetrics("karpenter-metrics", {
 *   context: { ...context, monitors: metrics },
 *   monitorLabel: metrics.monitorLabel,
 * });
 */
export class KarpenterMetrics extends pulumi.ComponentResource {
  constructor(name: string, args: KarpenterMetricsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:KarpenterMetrics", name, {}, options);
    const { context, monitorLabel } = args;
    monitorService(
      name,
      {
        name: "karpenter",
        namespace: context.namespace,
        labels: { "app.kubernetes.io/name": "karpenter" },
        port: "http-metrics",
        path: "/metrics",
        monitorLabel,
        anyNamespace: true,
      },
      { parent: this, dependsOn: context.monitors ? [context.monitors] : [] },
    );
    this.registerOutputs({});
  }
}
