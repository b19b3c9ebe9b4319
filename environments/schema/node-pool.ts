import { purposes } from "@aip/common/arguments/node-pool-args.ts";
import { z } from "zod";
import { cpuQuantity, memoryQuantity, whole } from "./common.ts";

const kubernetesName = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, "expected lower-case letters, digits and dashes, at most 40");

const duration = z
  .string()
  .regex(/^(([0-9]+(s|m|h))+|Never)$/, 'expected a duration such as "5m" or "336h", or "Never"');

const taint = z.strictObject({
  /** Name of the taint, such as `example.com/reserved`. */
  key: z.string().min(1, "expected the key of a taint"),
  /** Value of the taint; empty where nothing is said. */
  value: z.string().default(""),
  /** What happens to pods that do not tolerate it. Default: NoSchedule. */
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).default("NoSchedule"),
});

/** When nodes may be taken away from running pods. Karpenter only, apart from `maxUnavailable`. */
const disruption = z.strictObject({
  /** `empty` removes nodes that run nothing; `underutilized` also moves pods to fewer or cheaper nodes. Default: by purpose. */
  consolidation: z.enum(["empty", "underutilized"]).optional(),
  /** How long a node must be so before. Default: 5m for `empty`, 2m for `underutilized`. */
  consolidateAfter: duration.optional(),
  /** Nodes are replaced when they are this old, which also brings security updates in. Default: by purpose. */
  expireAfter: duration.optional(),
  /** How long a node waits for its pods, even those that forbid eviction. Default: by purpose. */
  terminationGracePeriod: duration.optional(),
  /** How many nodes at once, in which hours. Default: one in ten at any time. */
  budgets: z
    .array(
      z.strictObject({
        /** A count or a share: "2", "10%"; "0" forbids. */
        nodes: z
          .string()
          .regex(/^((100|[0-9]{1,2})%|[0-9]+)$/, 'expected a count or a share such as "2" or "10%"'),
        /** Cron expression in UTC of when the budget begins. Default: always. */
        schedule: z.string().optional(),
        /** How long it lasts from then, such as "10h". */
        duration: z
          .string()
          .regex(/^([0-9]+h)?([0-9]+m)?$/, 'expected a duration such as "10h" or "8h30m"')
          .optional(),
        /** What the budget holds for. Default: every reason. */
        reasons: z.array(z.enum(["Underutilized", "Empty", "Drifted"])).optional(),
      }),
    )
    .optional(),
  /** Managed groups: nodes that an update replaces at once, a count or a share. Default: "1". */
  maxUnavailable: z
    .string()
    .regex(/^([1-9][0-9]?%|100%|[1-9][0-9]*)$/, 'expected "1" or more, or a share')
    .optional(),
});

/** A group of nodes. Which combinations are possible depends on the instance types: `common/arguments/` has the rules. */
const nodePool = z.strictObject({
  /** `managed`: an EKS managed node group of fixed bounds. `karpenter`: nodes are made for pending pods, within limits. */
  kind: z.enum(["managed", "karpenter"]),
  /**
   * `system` runs controllers; `platform` what keeps state, such as Prometheus and Vault, which else runs on system too: its
   * taint keeps other pods away. Workloads ask for the others by the label `ai-platform/purpose`.
   */
  purpose: z.enum(purposes),
  /** Nodes with an accelerator are tainted, so that only pods that ask for it come there. Default: none. */
  accelerator: z.enum(["none", "nvidia", "neuron"]).default("none"),
  /** One architecture; several types make spot interruptions rarer. */
  instanceTypes: z.array(z.string()),
  /** What the nodes run: Amazon Linux 2023, or Bottlerocket, which has no shell. Default: al2023. */
  operatingSystem: z.enum(["al2023", "bottlerocket"]).default("al2023"),
  /** Release of the machine image. Default: the pinned one in facts/amis.ts. */
  amiRelease: z.string().optional(),
  /**
   * What is bought: `spot`, `onDemand`, `reserved` (On-Demand Capacity Reservations), `capacityBlock` (Capacity Blocks for
   * ML). Karpenter takes several and prefers what is paid already, then the cheapest. Default: onDemand.
   */
  capacity: z
    .array(z.enum(["spot", "onDemand", "reserved", "capacityBlock"]))
    .min(1, "expected at least one kind of capacity")
    .default(["onDemand"]),
  /** Capacity Reservations (cr-…), which Capacity Blocks are too. Needed for `reserved` and `capacityBlock`. */
  reservations: z
    .array(z.string().regex(/^cr-[0-9a-f]{17}$/, "expected a Capacity Reservation id (cr-…)"))
    .default([]),
  /** Zones by name. Default: all of the VPC. One where EFA, a reservation or a Capacity Block needs it. */
  zones: z.array(z.string()).default([]),
  /** Managed: the fewest nodes. */
  min: whole({ least: 0, unit: "nodes" }).optional(),
  /** Managed: the most nodes, a hard limit. */
  max: whole({ least: 1, unit: "nodes" }).optional(),
  /** Managed: nodes at creation; afterwards an autoscaler or a person may change it. Default: `min`. */
  desired: whole({ least: 0, unit: "nodes" }).optional(),
  /** Karpenter: what all nodes of the pool may have together, a hard limit of what it can cost. */
  limits: z
    .strictObject({
      /** Cores. Default: no bound. */
      cpu: cpuQuantity.optional(),
      /** Memory. Default: no bound. */
      memory: memoryQuantity.optional(),
      /** NVIDIA GPUs, or Neuron devices. Needed in a pool with an accelerator. */
      accelerators: whole({ least: 0, unit: "accelerators" }).optional(),
    })
    .optional(),
  /** Root volume, or data volume under Bottlerocket, in GiB; gp3, encrypted. Default: 100 with an accelerator, else 50. */
  diskGiB: whole({ least: 20, most: 16384, unit: "GiB" }).optional(),
  /** Elastic Fabric Adapter interfaces, on nodes that are close together. Default: false. */
  efa: z.boolean().default(false),
  /**
   * With EFA: name of the cluster placement group in which the reservations were made; it must exist. Default: one is made, but
   * for reservations and Capacity Blocks, which are where they are.
   */
  placementGroup: z.string().min(1, "expected the name of a placement group").optional(),
  /** Cuts each GPU into slices of this Multi-Instance GPU profile, such as 1g.10gb. Managed only. Default: whole GPUs. */
  mig: z.string().optional(),
  /** Pods that share a GPU by turns, without memory isolation, 2 to 64. Managed only. Default: one. */
  timeSlicing: whole({ least: 2, most: 64, unit: "pods" }).optional(),
  /** Labels besides the platform's own. */
  labels: z.record(z.string(), z.string()).default({}),
  /** Taints besides that of the accelerator. */
  taints: z.array(taint).default([]),
  /** Karpenter tries pools of greater weight first, 1 to 100. Default: none. */
  weight: z.int().min(1, "expected 1 to 100").max(100, "expected 1 to 100").optional(),
  disruption: disruption.default({}),
});

/** The node pools by name. A name is also a label value, and never changes the others. */
export const nodePools = z.record(kubernetesName, nodePool);
