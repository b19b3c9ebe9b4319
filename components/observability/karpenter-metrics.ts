import * as pulumi from "@pulumi/pulumi";
import { monitorService } from "../kubernetes/monitor.ts";
import type { ObservabilityContext } from "./context.ts";

export interface KarpenterMetricsArgs {
  /** Where the monitor is made, and what it waits for. */
  readonly context: ObservabilityContext;
  /** Label that Prometheus picks ServiceMonitors up by, as `key=value`. */
  readonly monitorLabel: string;
}

/**
 * Scrapes Karpenter, which the cluster layer runs: nodes it could not get, pods that wait for one, and how near each pool
 * is to its limits. The cluster layer comes before Prometheus and cannot ask for this itself. Costs nothing.
 *
 * @example
 * new KarpenterMetrics("karpenter", { context, monitorLabel: "release=monitoring" }, { provider });
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
