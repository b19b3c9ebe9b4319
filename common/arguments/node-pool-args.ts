import type { Accelerator, OperatingSystem } from "@aip/facts/amis.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";

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
