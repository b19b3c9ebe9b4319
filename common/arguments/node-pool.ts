import {
  type Accelerator,
  type Architecture,
  amiReleases,
  amiType,
  type OperatingSystem,
} from "@aip/facts/amis.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import { type InstanceType, instanceType } from "@aip/facts/instance-types.ts";
import { Problems } from "../problems.ts";
import { checkNodePool } from "./node-pool-checks.ts";

export type CapacityType = "spot" | "onDemand" | "reserved" | "capacityBlock";
export type Purpose = "system" | "general" | "inference" | "training";

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

export interface DisruptionBudget {
  /** A count or a share: "2", "10%"; "0" forbids. */
  readonly nodes: string;
  /** Cron expression in UTC of when the budget begins. Default: always. */
  readonly schedule?: string | undefined;
  /** How long it lasts from then. */
  readonly duration?: string | undefined;
  readonly reasons?: readonly ("Underutilized" | "Empty" | "Drifted")[] | undefined;
}

export interface DisruptionArgs {
  /** Default: `empty` for inference and training, `underutilized` else. */
  readonly consolidation?: "empty" | "underutilized" | undefined;
  /** Default: 5m for `empty`, 2m for `underutilized`. */
  readonly consolidateAfter?: string | undefined;
  /** Default: 336h; Never for training, whose jobs are not to be cut. */
  readonly expireAfter?: string | undefined;
  /** Default: 1h; 24h for training. */
  readonly terminationGracePeriod?: string | undefined;
  /** Default: one node in ten at any time. */
  readonly budgets?: readonly DisruptionBudget[] | undefined;
  /** Managed groups: nodes that an update replaces at once. Default: "1". */
  readonly maxUnavailable?: string | undefined;
}

export interface NodePoolArgs {
  readonly kind: "managed" | "karpenter";
  readonly purpose: Purpose;
  /** Default: none. */
  readonly accelerator?: Accelerator | undefined;
  /** Of one architecture. */
  readonly instanceTypes: readonly string[];
  /** Default: al2023. */
  readonly operatingSystem?: OperatingSystem | undefined;
  /** Release of the machine image. Default: the pinned one in facts/amis.ts. */
  readonly amiRelease?: string | undefined;
  /** Default: onDemand. */
  readonly capacity?: readonly CapacityType[] | undefined;
  /** Capacity Reservations and Capacity Blocks by id. Default: none. */
  readonly reservations?: readonly string[] | undefined;
  /** Zones by name. Default: all that have a subnet. */
  readonly zones?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Default: `min`. */
  readonly desired?: number | undefined;
  readonly limits?:
    | {
        readonly cpu?: string | undefined;
        readonly memory?: string | undefined;
        readonly accelerators?: number | undefined;
      }
    | undefined;
  /** GiB. Default: 100 with an accelerator, else 50. */
  readonly diskGiB?: number | undefined;
  /** Default: false. */
  readonly efa?: boolean | undefined;
  readonly mig?: string | undefined;
  readonly timeSlicing?: number | undefined;
  /** Default: none besides the platform's own. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Default: none besides that of the accelerator. */
  readonly taints?: readonly Taint[] | undefined;
  readonly weight?: number | undefined;
  readonly disruption?: DisruptionArgs | undefined;
}

/** What a pool is checked against. */
export interface NodePoolContext {
  readonly kubernetesVersion: KubernetesVersion;
  /** Zones that have a subnet for nodes. */
  readonly zones: readonly string[];
  /** What partitions GPUs on AL2023; Bottlerocket does it by itself. */
  readonly gpuSoftware: "devicePlugin" | "operator";
  /** Whether EKS Auto Mode stands in for Karpenter. Default: false. */
  readonly autoMode?: boolean;
}

export interface NodePool {
  readonly name: string;
  readonly kind: "managed" | "karpenter";
  readonly purpose: Purpose;
  readonly accelerator: Accelerator;
  readonly instanceTypes: readonly InstanceType[];
  readonly architecture: Architecture;
  readonly operatingSystem: OperatingSystem;
  /** For managed groups. */
  readonly ami: { readonly type: string; readonly release: string; readonly alias: string };
  readonly capacity: readonly CapacityType[];
  readonly reservations: readonly string[];
  readonly zones: readonly string[];
  readonly scaling: { readonly min: number; readonly max: number; readonly desired: number };
  readonly limits: Readonly<Record<string, string>>;
  readonly diskGiB: number;
  readonly efa: boolean;
  readonly mig: string | undefined;
  readonly timeSlicing: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly weight: number | undefined;
  readonly disruption: {
    readonly consolidation: "empty" | "underutilized";
    readonly consolidateAfter: string;
    readonly expireAfter: string;
    readonly terminationGracePeriod: string;
    readonly budgets: readonly DisruptionBudget[];
    readonly maxUnavailable: string;
  };
}

/** The extended resource that pods ask for, and the key of the taint on its nodes. */
export const acceleratorResource = {
  nvidia: "nvidia.com/gpu",
  neuron: "aws.amazon.com/neuron",
} as const satisfies Record<Exclude<Accelerator, "none">, string>;

/**
 * A node pool with all defaults, or every reason why there cannot be such a pool. Pure: the instance types come from
 * facts/instance-types.ts, so a pool is refused before anything is created.
 *
 * @throws InvalidInput listing each problem: the argument, what was found, what is allowed.
 */
export function resolveNodePool(name: string, args: NodePoolArgs, context: NodePoolContext): NodePool {
  const problems = new Problems(`NodePool ${name}`);
  checkNodePool(args, context, problems);
  problems.throwIfAny();

  const types = args.instanceTypes.flatMap((type) => instanceType(type) ?? []);
  const accelerator = args.accelerator ?? "none";
  const operatingSystem = args.operatingSystem ?? "al2023";
  const architecture = types[0]?.arch ?? "x86_64";
  const pinned = amiReleases[operatingSystem][context.kubernetesVersion];
  const min = args.min ?? 0;
  return {
    name,
    kind: args.kind,
    purpose: args.purpose,
    accelerator,
    instanceTypes: types,
    architecture,
    operatingSystem,
    ami: {
      type: amiType(operatingSystem, accelerator, architecture) ?? "",
      release: args.amiRelease ?? pinned.release ?? "",
      alias: args.amiRelease === undefined ? pinned.alias : alias(operatingSystem, args.amiRelease),
    },
    capacity: args.capacity ?? ["onDemand"],
    reservations: args.reservations ?? [],
    zones: args.zones && args.zones.length > 0 ? args.zones : context.zones,
    scaling: { min, max: args.max ?? 0, desired: args.desired ?? min },
    limits: limits(args, accelerator),
    diskGiB: args.diskGiB ?? (accelerator === "none" ? 50 : 100),
    efa: args.efa ?? false,
    mig: args.mig,
    timeSlicing: args.timeSlicing,
    labels: labels(name, args, accelerator),
    taints: [
      ...(accelerator === "none"
        ? []
        : [{ key: acceleratorResource[accelerator], value: "true", effect: "NoSchedule" as const }]),
      ...(args.taints ?? []),
    ],
    weight: args.weight,
    disruption: disruption(args),
  };
}

/** Managed groups write a release as `1.35.6-20260818`, Karpenter as `al2023@v20260818`. */
function alias(system: OperatingSystem, release: string): string {
  return system === "al2023"
    ? `al2023@v${release.slice(release.lastIndexOf("-") + 1)}`
    : `bottlerocket@v${release.split("-")[0]}`;
}

function limits(args: NodePoolArgs, accelerator: Accelerator): Record<string, string> {
  const { cpu, memory, accelerators } = args.limits ?? {};
  return {
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
    ...(accelerator === "none" || accelerators === undefined
      ? {}
      : { [acceleratorResource[accelerator]]: String(accelerators) }),
  };
}

/** The labels by which workloads and GPU software find the nodes of a pool. */
function labels(name: string, args: NodePoolArgs, accelerator: Accelerator): Record<string, string> {
  const nvidia = accelerator === "nvidia";
  return {
    "ai-platform/pool": name,
    "ai-platform/purpose": args.purpose,
    "ai-platform/accelerator": accelerator,
    ...(nvidia ? gpuLabels(args) : {}),
    ...(args.efa ? { "ai-platform/efa": "true" } : {}),
    ...(nvidia && args.mig !== undefined ? { "nvidia.com/mig.config": `all-${args.mig}` } : {}),
    ...args.labels,
  };
}

/**
 * `nvidia.com/gpu.present` lets the device plugin in at once, without waiting for feature discovery. Bottlerocket runs a
 * device plugin and a MIG manager of its own, which a second one on the node would fight with; the operator reads that
 * from `nvidia.com/gpu.deploy.*`.
 */
function gpuLabels(args: NodePoolArgs): Record<string, string> {
  const present = { "nvidia.com/gpu.present": "true" };
  if (args.operatingSystem !== "bottlerocket") {
    return {
      ...present,
      "ai-platform/gpu-software": "cluster",
      "nvidia.com/device-plugin.config": devicePluginConfig(args),
    };
  }
  const operands = ["device-plugin", "mig-manager", "container-toolkit", "driver"];
  return {
    ...present,
    "ai-platform/gpu-software": "image",
    ...Object.fromEntries(operands.map((operand) => [`nvidia.com/gpu.deploy.${operand}`, "false"])),
  };
}

/** The key of the device plugin's configuration that a pool's nodes use. */
export const devicePluginConfig = (pool: {
  readonly mig?: string | undefined;
  readonly timeSlicing?: number | undefined;
}): string => {
  const sharing = pool.timeSlicing === undefined ? "" : `time-slicing-${pool.timeSlicing}`;
  const slices = pool.mig === undefined ? "" : "mig";
  return [slices, sharing].filter((part) => part !== "").join("-") || "default";
};

function disruption(args: NodePoolArgs): NodePool["disruption"] {
  const given = args.disruption ?? {};
  const training = args.purpose === "training";
  const consolidation =
    given.consolidation ?? (training || args.purpose === "inference" ? "empty" : "underutilized");
  return {
    consolidation,
    consolidateAfter: given.consolidateAfter ?? (consolidation === "empty" ? "5m" : "2m"),
    expireAfter: given.expireAfter ?? (training ? "Never" : "336h"),
    terminationGracePeriod: given.terminationGracePeriod ?? (training ? "24h" : "1h"),
    budgets: given.budgets ?? [{ nodes: "10%" }],
    maxUnavailable: given.maxUnavailable ?? "1",
  };
}
