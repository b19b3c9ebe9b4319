import type { Accelerator, OperatingSystem } from "@aip/facts/amis.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";

export type CapacityType = "spot" | "onDemand" | "reserved" | "capacityBlock";
/** What a pool may be for. */
export const purposes = ["system", "platform", "general", "inference", "training"] as const;
export type Purpose = (typeof purposes)[number];

export interface Taint {
  /** Key of the taint. */
  readonly key: string;
  /** Value of the taint; empty where it has none. */
  readonly value: string;
  /** What becomes of pods that do not tolerate it. */
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

export interface DisruptionBudget {
  /** Nodes that may be disrupted at once, a count or a share: "2", "10%"; "0" forbids it. */
  readonly nodes: string;
  /** Cron expression in UTC of when the budget begins. Default: always. */
  readonly schedule?: string | undefined;
  /** How long it lasts from then, such as "10h"; given together with `schedule`. Default: always. */
  readonly duration?: string | undefined;
  /** For which disruptions it counts. Default: all of them. */
  readonly reasons?: readonly ("Underutilized" | "Empty" | "Drifted")[] | undefined;
}

export interface DisruptionArgs {
  /**
   * `empty` removes nodes that run nothing; `underutilized` also moves pods to fewer or cheaper nodes. Default:
   * `underutilized` for system and general, else `empty`.
   */
  readonly consolidation?: "empty" | "underutilized" | undefined;
  /** How long a node must be so before it is removed. Default: 5m for `empty`, 2m for `underutilized`. */
  readonly consolidateAfter?: string | undefined;
  /** Age at which a node is replaced, or `Never`. Default: 336h; Never for training, whose jobs are not to be cut. */
  readonly expireAfter?: string | undefined;
  /** How long a node waits for its pods, even those that forbid eviction. Default: 1h; 24h for training. */
  readonly terminationGracePeriod?: string | undefined;
  /** How many nodes may be disrupted at once, and when. Default: one node in ten at any time. */
  readonly budgets?: readonly DisruptionBudget[] | undefined;
  /** Managed groups: nodes that an update replaces at once, a count or a share. Default: "1". */
  readonly maxUnavailable?: string | undefined;
}

export interface NodePoolArgs {
  /**
   * `managed`: an EKS managed node group of fixed bounds. `karpenter`: nodes are made for pending pods, within
   * limits.
   */
  readonly kind: "managed" | "karpenter";
  /**
   * `system` runs controllers and is a managed group; `platform` runs what keeps state, on nodes with a taint that keeps
   * other pods away; workloads ask for the others by the label `ai-platform/purpose`.
   */
  readonly purpose: Purpose;
  /** Accelerator of the nodes, which are tainted so that only pods that ask for it come there. Default: none. */
  readonly accelerator?: Accelerator | undefined;
  /** EC2 instance types of `facts/instance-types.json`, one or more, all of one architecture. */
  readonly instanceTypes: readonly string[];
  /** Operating system of the nodes. Default: al2023. */
  readonly operatingSystem?: OperatingSystem | undefined;
  /** Release of the machine image. Default: the pinned one in facts/amis.ts. */
  readonly amiRelease?: string | undefined;
  /**
   * What is bought: `spot`, `onDemand`, `reserved` (On-Demand Capacity Reservations), `capacityBlock` (Capacity
   * Blocks for ML). Default: onDemand.
   */
  readonly capacity?: readonly CapacityType[] | undefined;
  /**
   * Ids (cr-…) of Capacity Reservations and Capacity Blocks; needed for `reserved` and `capacityBlock`, else not
   * allowed. Default: none.
   */
  readonly reservations?: readonly string[] | undefined;
  /** Zones by name; one where EFA, a reservation or a Capacity Block needs it. Default: all that have a subnet. */
  readonly zones?: readonly string[] | undefined;
  /** Managed groups: the fewest nodes. Default: 0. */
  readonly min?: number | undefined;
  /** Managed groups: the most nodes, a hard limit, which they must have. Default: none, for Karpenter. */
  readonly max?: number | undefined;
  /** Managed groups: nodes at creation, `min` to `max`. Default: `min`. */
  readonly desired?: number | undefined;
  /**
   * Karpenter: what all nodes of the pool may have together, a hard limit of what it can cost. Default: none, for
   * managed groups.
   */
  readonly limits?:
    | {
        /** vCPUs, such as "64", which a Karpenter pool must have. Default: none, for managed groups. */
        readonly cpu?: string | undefined;
        /** Memory, such as "256Gi". Default: no bound. */
        readonly memory?: string | undefined;
        /** NVIDIA GPUs or Neuron devices; needed in a pool with an accelerator. Default: no bound. */
        readonly accelerators?: number | undefined;
      }
    | undefined;
  /**
   * Size in GiB of the root volume, or of the data volume under Bottlerocket; gp3, encrypted. Default: 100 with an
   * accelerator, else 50.
   */
  readonly diskGiB?: number | undefined;
  /** Whether nodes have Elastic Fabric Adapter interfaces, and are close together. Default: false. */
  readonly efa?: boolean | undefined;
  /**
   * With EFA: name of the cluster placement group in which the reservations were made; it must exist. Default: one is made,
   * but for reservations and Capacity Blocks, which are where they are: a reservation made in no group takes no node of one.
   */
  readonly placementGroup?: string | undefined;
  /**
   * Multi-Instance GPU profile that each GPU is cut into, such as `1g.10gb`; managed groups only. Default: whole
   * GPUs.
   */
  readonly mig?: string | undefined;
  /**
   * Pods that share a GPU in turns, without memory isolation, 2 to 64; managed groups only. Default: one pod a GPU.
   */
  readonly timeSlicing?: number | undefined;
  /** Labels of the nodes. Default: none besides the platform's own. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Taints of the nodes. Default: none besides that of the accelerator. */
  readonly taints?: readonly Taint[] | undefined;
  /** Karpenter tries pools of greater weight first, 1 to 100. Default: none, which is 0. */
  readonly weight?: number | undefined;
  /** When nodes may be taken away from running pods. Default: by purpose, as its keys say. */
  readonly disruption?: DisruptionArgs | undefined;
}

/** What a pool is checked against. */
export interface NodePoolContext {
  /** Kubernetes version of the nodes. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Zones that have a subnet for nodes. */
  readonly zones: readonly string[];
  /** What partitions GPUs on AL2023; Bottlerocket does it by itself. */
  readonly gpuSoftware: "devicePlugin" | "operator";
  /** Whether EKS Auto Mode takes the place of Karpenter. Default: false. */
  readonly autoMode?: boolean;
}
