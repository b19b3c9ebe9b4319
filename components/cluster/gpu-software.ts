import type { ChartName } from "@aip/facts/charts.ts";
import * as pulumi from "@pulumi/pulumi";
import { installChart } from "../kubernetes/chart.ts";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import { platformPriority } from "../kubernetes/placement.ts";
import {
  dcgmExporterValues,
  devicePluginValues,
  efaPluginValues,
  type GpuValuesArgs,
  neuronValues,
  nodeFeatureDiscoveryValues,
  operatorValues,
} from "./gpu-values.ts";

export interface GpuSoftwareArgs extends GpuValuesArgs, Mirrors {
  /**
   * `devicePlugin`: device plugin and feature discovery. `operator`: the NVIDIA GPU operator, which also partitions
   * the GPUs of AL2023 nodes (MIG).
   */
  readonly software: "devicePlugin" | "operator";
}

interface Install {
  readonly role: string;
  readonly chart: ChartName;
  readonly values: Record<string, unknown>;
}

/**
 * What makes accelerators usable: device plugins, feature discovery, GPU metrics. Only what some pool needs is installed,
 * and nothing runs on a node whose machine image has it already. All of it tolerates the pools' taints: a GPU node whose
 * device plugin cannot start never becomes ready, is never removed, and is billed for ever
 * (https://github.com/aws/karpenter-provider-aws/issues/3862).
 *
 * It lives in kube-system: device plugins need the privileges that Pod Security forbids elsewhere. Costs nothing by itself.
 *
 * @example
 * import { GpuSoftware, resolveNodePool } from "@aip/components";
 *
 * const pool = resolveNodePool(
 *   "gpu",
 *   {
 *     kind: "karpenter",
 *     purpose: "inference",
 *     accelerator: "nvidia",
 *     instanceTypes: ["g6.xlarge", "g6.2xlarge"],
 *     capacity: ["spot", "onDemand"],
 *     limits: { cpu: "64", accelerators: 4 },
 *   },
 *   { kubernetesVersion: "1.35", zones: ["us-east-1a", "us-east-1b"], gpuSoftware: "devicePlugin" },
 * );
 * new GpuSoftware("gpu-software", {
 *   software: "devicePlugin",
 *   pools: [pool],
 *   dcgmExporter: true,
 *   region: "us-east-1",
 * });
 */
export class GpuSoftware extends pulumi.ComponentResource {
  constructor(name: string, args: GpuSoftwareArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:GpuSoftware", name, {}, options);
    for (const { role, chart, values } of gpuCharts(args)) {
      installChart(
        `${name}-${role}`,
        {
          chart,
          namespace: "kube-system",
          releaseName: chart,
          values,
          mirrors: args,
          priorityClass: platformPriority.cluster,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** The charts that the pools call for, with their values. */
export function gpuCharts(args: GpuSoftwareArgs): Install[] {
  const { pools, software } = args;
  const nvidia = pools.filter((pool) => pool.accelerator === "nvidia");
  const bare = nvidia.some((pool) => pool.operatingSystem === "al2023");
  const operator = nvidia.length > 0 && software === "operator";
  const wanted: (Install & { readonly when: boolean })[] = [
    {
      when: nvidia.length > 0,
      role: "feature-discovery",
      chart: "node-feature-discovery",
      values: nodeFeatureDiscoveryValues(args),
    },
    { when: operator, role: "operator", chart: "gpu-operator", values: operatorValues(args) },
    {
      when: bare && !operator,
      role: "device-plugin",
      chart: "nvidia-device-plugin",
      values: devicePluginValues(args),
    },
    {
      when: nvidia.length > 0 && !operator && args.dcgmExporter,
      role: "metrics",
      chart: "dcgm-exporter",
      values: dcgmExporterValues(args),
    },
    {
      when: pools.some((pool) => pool.efa),
      role: "efa",
      chart: "aws-efa-k8s-device-plugin",
      values: efaPluginValues(args),
    },
    {
      when: pools.some((pool) => pool.accelerator === "neuron"),
      role: "neuron",
      chart: "neuron-helm-chart",
      values: neuronValues(),
    },
  ];
  return wanted.filter(({ when }) => when).map(({ role, chart, values }) => ({ role, chart, values }));
}
