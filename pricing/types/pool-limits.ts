import type { Value } from "@aip/common/value.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";
import { gibibytes, quantity } from "./quantity.ts";

/** How large a Karpenter pool may grow. */
export interface PoolLimits {
  readonly cpu: number | undefined;
  readonly memoryGiB: number | undefined;
  readonly gpus: number | undefined;
  readonly neuronDevices: number | undefined;
  readonly nodes: number | undefined;
}

/** The limits in a pool's spec. */
export const limitsOf = (spec: Value): PoolLimits => {
  const limits = spec.at("limits");
  const limit = (key: string) => quantity(limits.at(key).raw());
  return {
    cpu: limit("cpu"),
    memoryGiB: gibibytes(limits.at("memory").raw()),
    gpus: limit("nvidia.com/gpu"),
    neuronDevices: limit("aws.amazon.com/neuron") ?? limit("aws.amazon.com/neurondevice"),
    nodes: limit("nodes"),
  };
};

const within = (limit: number | undefined, each: number): number =>
  limit === undefined || each === 0 ? Number.POSITIVE_INFINITY : limit / each;

/** How many nodes of a type fit into the limits, as a fraction; infinite where nothing limits the type. */
export const nodesWithin = (type: InstanceType, limits: PoolLimits): number =>
  Math.min(
    within(limits.cpu, type.vcpu),
    within(limits.memoryGiB, type.memoryGiB),
    within(limits.gpus, type.gpu ? Math.max(type.gpu.count, 1) : 0),
    within(limits.neuronDevices, type.neuron?.devices ?? 0),
    within(limits.nodes, 1),
  );
