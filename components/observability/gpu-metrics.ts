import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import { monitorService } from "../kubernetes/monitor.ts";
import type { ObservabilityContext } from "./context.ts";

export interface GpuMetricsArgs {
  readonly context: ObservabilityContext;
  /** Pools whose nodes have NVIDIA GPUs; the exporter fails on any other node. */
  readonly pools: readonly string[];
  /** Label of ServiceMonitors, as `key=value`. */
  readonly monitorLabel: string;
}

/** NVIDIA's DCGM exporter on every GPU node: use, memory, power and faults of each GPU, with the pod that holds it. */
export class GpuMetrics extends pulumi.ComponentResource {
  constructor(name: string, args: GpuMetricsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:GpuMetrics", name, {}, options);
    const { context, monitorLabel, pools } = args;
    const chart = installChart(
      `${name}-chart`,
      {
        chart: "dcgm-exporter",
        releaseName: "dcgm-exporter",
        namespace: context.nodeNamespace,
        mirror: context.chartMirror,
        values: {
          ...(context.imageMirror === undefined
            ? {}
            : { image: { repository: `${context.imageMirror}/nvcr.io/nvidia/k8s/dcgm-exporter` } }),
          serviceMonitor: { enabled: false },
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: "ai-platform/pool", operator: "In", values: [...pools] }] },
                ],
              },
            },
          },
          tolerations: [{ operator: "Exists" }],
          resources: { requests: { cpu: "50m", memory: "512Mi" }, limits: { memory: "512Mi" } },
        },
      },
      { parent: this },
    );
    monitorService(
      name,
      {
        name: "dcgm-exporter",
        namespace: context.nodeNamespace,
        labels: { "app.kubernetes.io/name": "dcgm-exporter" },
        port: "metrics",
        path: "/metrics",
        monitorLabel,
        interval: "15s",
      },
      { parent: this, dependsOn: [chart, ...(context.monitors ? [context.monitors] : [])] },
    );
    this.registerOutputs({});
  }
}
