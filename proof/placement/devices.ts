import type { Value } from "@aip/common/value.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";
import type { Amounts } from "./amounts.ts";

/** How a pool's nodes announce their devices. */
export interface Sharing {
  /** MIG profile that each GPU is cut into; undefined for whole GPUs. */
  readonly mig: string | undefined;
  /** Pods that share each GPU or slice in turns. */
  readonly replicas: number;
}

/**
 * How GPUs are shared: by the labels that MIG manager and device plugin follow, or by the settings of Bottlerocket, which has
 * both in its image.
 */
export function sharingOf(labels: Readonly<Record<string, string>>, userData: string): Sharing {
  const mig = /^all-(.+)$/.exec(labels["nvidia.com/mig.config"] ?? "")?.[1];
  const byLabel = /time-slicing-(\d+)$/.exec(labels["nvidia.com/device-plugin.config"] ?? "")?.[1];
  const bySettings = /nvidia\.time-slicing\][^[]*"?replicas"? = (\d+)/.exec(userData)?.[1];
  return { mig: mig === "disabled" ? undefined : mig, replicas: Number(byLabel ?? bySettings ?? 1) };
}

/** EFA interfaces in a list of network interfaces: those of a launch template or an EC2NodeClass. */
export const efaInterfaces = (interfaces: Value): number =>
  interfaces.list().filter((each) => each.at("interfaceType").text()?.startsWith("efa") === true).length;

/**
 * The devices that the plugins announce on a node. MIG slices go by the name of the whole GPU: the plugins here run with
 * the strategy `single`.
 */
export function devicesOf(type: InstanceType, sharing: Sharing, efa: number): Amounts {
  const { gpu, neuron } = type;
  const slices = gpu?.mig.find(({ name }) => name === sharing.mig)?.perGpu ?? 1;
  return {
    ...(gpu ? { "nvidia.com/gpu": Math.floor(gpu.count) * slices * sharing.replicas } : {}),
    ...(neuron
      ? {
          "aws.amazon.com/neuron": neuron.devices,
          "aws.amazon.com/neurondevice": neuron.devices,
          "aws.amazon.com/neuroncore": neuron.devices * neuron.coresPerDevice,
        }
      : {}),
    ...(efa > 0 ? { "vpc.amazonaws.com/efa": efa } : {}),
  };
}
