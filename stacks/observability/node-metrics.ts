import type { ObservabilityContext } from "@aip/components/observability/context.ts";
import { GpuMetrics } from "@aip/components/observability/gpu-metrics.ts";
import { KarpenterMetrics } from "@aip/components/observability/karpenter-metrics.ts";
import type { contracts, Outputs } from "@aip/contracts";
import type * as pulumi from "@pulumi/pulumi";

/** Scrapes what the cluster layer runs on its nodes, as far as the environment has such nodes. */
export function scrapeNodes(
  nodePools: Outputs<typeof contracts.cluster>["nodePools"],
  context: ObservabilityContext,
  monitorLabel: string,
  options: pulumi.ComponentResourceOptions,
): void {
  const pools = Object.values(nodePools);
  if (pools.some(({ accelerator }) => accelerator === "nvidia")) {
    new GpuMetrics("gpu-metrics", { context, monitorLabel }, options);
  }
  if (pools.some(({ kind }) => kind === "karpenter")) {
    new KarpenterMetrics("karpenter-metrics", { context, monitorLabel }, options);
  }
}
