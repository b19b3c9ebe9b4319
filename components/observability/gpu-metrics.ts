import * as pulumi from "@pulumi/pulumi";
import { monitorService } from "../kubernetes/monitor.ts";
import type { ObservabilityContext } from "./context.ts";

export interface GpuMetricsArgs {
  /** Where the monitors are made, and what they wait for. */
  readonly context: ObservabilityContext;
  /** Label that Prometheus picks ServiceMonitors up by, as `key=value`: `monitorLabel` of `PrometheusStack`. */
  readonly monitorLabel: string;
}

/**
 * Scrapes NVIDIA's DCGM exporter every 15 seconds, which the cluster layer runs on every GPU node: use, memory, power and
 * faults of each GPU, with the pod that holds it. The exporter comes with a chart of its own or with the GPU operator, under
 * different names; the one that is not there has no endpoints.
 *
 * Costs nothing by itself.
 *
 * @example
 * import { GpuMetrics, PrometheusStack } from "@aip/components";
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
 * new GpuMetrics("gpu-metrics", {
 *   context: { ...context, monitors: metrics },
 *   monitorLabel: metrics.monitorLabel,
 * });
 */
export class GpuMetrics extends pulumi.ComponentResource {
  constructor(name: string, args: GpuMetricsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:GpuMetrics", name, {}, options);
    const { context, monitorLabel } = args;
    const exporters = {
      chart: { labels: { "app.kubernetes.io/name": "dcgm-exporter" }, port: "metrics" },
      operator: { labels: { app: "nvidia-dcgm-exporter" }, port: "gpu-metrics" },
    };
    for (const [source, { labels, port }] of Object.entries(exporters)) {
      monitorService(
        `${name}-${source}`,
        {
          name: `dcgm-exporter-${source}`,
          namespace: context.namespace,
          labels,
          port,
          path: "/metrics",
          monitorLabel,
          anyNamespace: true,
          interval: "15s",
          measuresOtherPods: true,
        },
        { parent: this, dependsOn: context.monitors ? [context.monitors] : [] },
      );
    }
    this.registerOutputs({});
  }
}
