import {
  type Accelerator,
  type Architecture,
  amiReleases,
  amiType,
  type OperatingSystem,
} from "@aip/facts/amis.ts";
import { type InstanceType, instanceType } from "@aip/facts/instance-types.ts";
import { Problems } from "../problems.ts";
import type {
  CapacityType,
  DisruptionBudget,
  NodePoolArgs,
  NodePoolContext,
  Purpose,
  Taint,
} from "./node-pool-args.ts";
import { checkNodePool } from "./node-pool-checks.ts";

export interface NodePool {
  /** Name of the pool, also a label value. */
  readonly name: string;
  /** As in `NodePoolArgs`. */
  readonly kind: "managed" | "karpenter";
  /** As in `NodePoolArgs`. */
  readonly purpose: Purpose;
  /** As in `NodePoolArgs`; `none` where there is none. */
  readonly accelerator: Accelerator;
  /** The instance types, with what the table says of each. */
  readonly instanceTypes: readonly InstanceType[];
  /** The one architecture of the instance types. */
  readonly architecture: Architecture;
  /** As in `NodePoolArgs`. */
  readonly operatingSystem: OperatingSystem;
  /** The machine image. */
  readonly ami: {
    /** AMI type of EKS, for managed groups. */
    readonly type: string;
    /** Release of the image, for managed groups. */
    readonly release: string;
    /** Alias of the image, for Karpenter. */
    readonly alias: string;
  };
  /** As in `NodePoolArgs`, at least one. */
  readonly capacity: readonly CapacityType[];
  /** Ids of Capacity Reservations; empty where there are none. */
  readonly reservations: readonly string[];
  /** Names of the zones, at least one. */
  readonly zones: readonly string[];
  /** Nodes of a managed group. */
  readonly scaling: {
    /** The fewest nodes. */
    readonly min: number;
    /** The most nodes. */
    readonly max: number;
    /** Nodes at creation. */
    readonly desired: number;
  };
  /** What all nodes of a Karpenter pool may have together, by the name of the resource. */
  readonly limits: Readonly<Record<string, string>>;
  /** Size of the volume in GiB. */
  readonly diskGiB: number;
  /** Whether nodes have EFA. */
  readonly efa: boolean;
  /** Cluster placement group of the nodes: one that is made for them, one that exists, or none. */
  readonly placementGroup:
    | "own"
    | {
        /** Name of the group. */
        readonly name: string;
      }
    | "none";
  /** MIG profile; undefined for whole GPUs. */
  readonly mig: string | undefined;
  /** Pods that share a GPU; undefined for one. */
  readonly timeSlicing: number | undefined;
  /** All labels of the nodes, the platform's own included. */
  readonly labels: Readonly<Record<string, string>>;
  /** All taints of the nodes, that of the accelerator included. */
  readonly taints: readonly Taint[];
  /** Weight among Karpenter's pools; undefined where it has none. */
  readonly weight: number | undefined;
  /** When nodes may be taken away, with all defaults. */
  readonly disruption: {
    /** As in `DisruptionArgs`. */
    readonly consolidation: "empty" | "underutilized";
    /** As in `DisruptionArgs`. */
    readonly consolidateAfter: string;
    /** As in `DisruptionArgs`. */
    readonly expireAfter: string;
    /** As in `DisruptionArgs`. */
    readonly terminationGracePeriod: string;
    /** As in `DisruptionArgs`. */
    readonly budgets: readonly DisruptionBudget[];
    /** As in `DisruptionArgs`. */
    readonly maxUnavailable: string;
  };
}

/** The label that says what the nodes of a pool are for, and the key of the taint of those for the platform alone. */
export const purposeLabel = "ai-platform/purpose";

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
    placementGroup: placementGroup(args),
    mig: args.mig,
    timeSlicing: args.timeSlicing,
    labels: labels(name, args, accelerator),
    taints: [
      ...(accelerator === "none"
        ? []
        : [{ key: acceleratorResource[accelerator], value: "true", effect: "NoSchedule" as const }]),
      ...(args.purpose === "platform"
        ? [{ key: purposeLabel, value: "platform", effect: "NoSchedule" as const }]
        : []),
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

function placementGroup({
  efa,
  placementGroup: name,
  reservations = [],
}: NodePoolArgs): NodePool["placementGroup"] {
  if (name !== undefined) return { name };
  return efa && reservations.length === 0 ? "own" : "none";
}

/** The labels by which workloads and GPU software find the nodes of a pool. */
function labels(name: string, args: NodePoolArgs, accelerator: Accelerator): Record<string, string> {
  const nvidia = accelerator === "nvidia";
  return {
    "ai-platform/pool": name,
    [purposeLabel]: args.purpose,
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
  const moves = args.purpose === "system" || args.purpose === "general";
  const consolidation = given.consolidation ?? (moves ? "underutilized" : "empty");
  return {
    consolidation,
    consolidateAfter: given.consolidateAfter ?? (consolidation === "empty" ? "5m" : "2m"),
    expireAfter: given.expireAfter ?? (training ? "Never" : "336h"),
    terminationGracePeriod: given.terminationGracePeriod ?? (training ? "24h" : "1h"),
    budgets: given.budgets ?? [{ nodes: "10%" }],
    maxUnavailable: given.maxUnavailable ?? "1",
  };
}
