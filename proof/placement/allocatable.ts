import type { InstanceType } from "@aip/facts/instance-types.ts";
import { type Amounts, minus } from "./amounts.ts";

/** What a node of a type has, apart from what its type says. */
export interface NodeSettings {
  /** Pods that the kubelet takes. */
  readonly maxPods: number;
  /** Pods for which it keeps memory back: under AL2023 those the type's addresses suffice for, else `maxPods`. */
  readonly reservedPods: number;
  /** Bytes of the volume or the local disks that images, logs and scratch space are on. */
  readonly storageBytes: number;
  /** Devices that its plugins announce. */
  readonly devices: Amounts;
}

const mebibyte = 2 ** 20;

/**
 * Memory that the hypervisor and the kernel keep: Karpenter's default (`vm-memory-overhead-percent`), which is a little
 * more than what nodes show, so that a pod that fits here fits there. Graviton keeps 64 MiB more. Source:
 * pkg/operator/options/options.go and pkg/providers/instancetype/types.go of aws/karpenter-provider-aws at 1d92708 of
 * 2026-08-21.
 */
const vmOverhead = 0.075;
const gravitonMiB = 64;

/** What the kubelet announces of a node, without devices of its plugins. */
export function capacityOf(type: InstanceType, settings: NodeSettings): Amounts {
  const memoryMiB = Math.floor(type.memoryGiB * 1024) - (type.arch === "arm64" ? gravitonMiB : 0);
  return {
    cpu: type.vcpu * 1000,
    memory: (memoryMiB - Math.ceil(memoryMiB * vmOverhead)) * mebibyte,
    "ephemeral-storage": settings.storageBytes,
    pods: settings.maxPods,
    ...settings.devices,
  };
}

/** Millicores reserved of a range of cores, in 10,000ths of it. */
const cpuRanges = [
  [0, 1000, 600],
  [1000, 2000, 100],
  [2000, 4000, 50],
  [4000, Number.POSITIVE_INFINITY, 25],
] as const;

const reservedMillicores = (millicores: number): number =>
  cpuRanges.reduce(
    (sum, [from, to, share]) =>
      sum + Math.max(0, Math.floor(((Math.min(millicores, to) - from) * share) / 10_000)),
    0,
  );

/**
 * What pods may use of a node: its capacity less what the kubelet reserves (CPU by ranges, 255 MiB and 11 MiB a pod, 1 GiB
 * of disk) and the thresholds of eviction (100 MiB of memory, a tenth of the disk). The AL2023 and Bottlerocket images
 * compute the same. Sources: nodeadm/internal/kubelet/config.go of awslabs/amazon-eks-ami at 81fec2e of 2026-07-23,
 * kube_reserve_cpu and kube_reserve_memory of bottlerocket-os/bottlerocket at 91632ff of 2024-10-24.
 */
export function allocatableOf(capacity: Amounts, settings: NodeSettings): Amounts {
  const reserved: Amounts = {
    cpu: reservedMillicores(capacity.cpu ?? 0),
    memory: (255 + 11 * settings.reservedPods + 100) * mebibyte,
    "ephemeral-storage": 2 ** 30 + Math.ceil(settings.storageBytes / 10),
  };
  return minus(capacity, reserved);
}
