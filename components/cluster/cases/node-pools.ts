import type { NodePoolArgs, NodePoolContext } from "@aip/common/arguments/node-pool-args.ts";

export const context: NodePoolContext = {
  kubernetesVersion: "1.35",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  gpuSoftware: "devicePlugin",
};

export const karpenter = {
  kind: "karpenter",
  purpose: "training",
  accelerator: "nvidia",
  instanceTypes: ["p5.48xlarge"],
  limits: { cpu: "192", accelerators: 8 },
} as const satisfies NodePoolArgs;

export const managed = {
  kind: "managed",
  purpose: "inference",
  accelerator: "nvidia",
  instanceTypes: ["g6.xlarge"],
  max: 2,
} as const satisfies NodePoolArgs;

export const general = {
  kind: "karpenter",
  purpose: "general",
  instanceTypes: ["m7i.xlarge"],
  limits: { cpu: "8" },
} as const satisfies NodePoolArgs;

export const reservation = "cr-0123456789abcdef0";

/** Arguments that make no pool, and what is said of them. */
export interface Refusal {
  readonly of: string;
  readonly args: NodePoolArgs;
  /** The lines of the error after its first, all of them. */
  readonly lines: readonly RegExp[];
  readonly context?: Partial<NodePoolContext>;
}

export const refusals: readonly Refusal[] = [
  {
    of: "an instance type that does not exist, naming its family",
    args: { ...general, instanceTypes: ["m7i.huge"] },
    lines: [
      /instanceTypes\[0\]: found "m7i.huge"; allowed: an instance type of .*; of that family: .*m7i\.large/,
    ],
  },
  {
    of: "a type without a GPU in a GPU pool",
    args: { ...managed, instanceTypes: ["m7i.large"] },
    lines: [/instanceTypes\[0\]: found "m7i.large"; allowed: a type with an NVIDIA GPU: families g4dn, g5/],
  },
  {
    of: "a type with a share of a GPU in a GPU pool",
    args: { ...managed, instanceTypes: ["g6f.large"] },
    lines: [/instanceTypes\[0\]: found "g6f.large"; allowed: a type with at least one whole GPU/],
  },
  {
    of: "a GPU type in a pool without accelerator, which nothing would taint",
    args: { ...general, instanceTypes: ["g6.xlarge"] },
    lines: [
      /instanceTypes\[0\]: found "g6.xlarge"; allowed: a type without an accelerator, or accelerator: nvidia/,
    ],
  },
  {
    of: "a GPU type in a Neuron pool",
    args: { ...karpenter, accelerator: "neuron", instanceTypes: ["g6.xlarge"] },
    lines: [/instanceTypes\[0\]: found "g6.xlarge"; allowed: a type with AWS Inferentia or Trainium/],
  },
  {
    of: "mixed architectures",
    args: { ...general, instanceTypes: ["m7i.xlarge", "m7g.xlarge"] },
    lines: [/instanceTypes: found .*m7g\.xlarge \(arm64\).*; allowed: types of one architecture/],
  },
  {
    of: "a Capacity Block in a zone without a subnet",
    args: {
      ...karpenter,
      capacity: ["capacityBlock"],
      reservations: [reservation],
      zones: ["us-east-1f"],
    },
    lines: [
      /zones\[0\]: found "us-east-1f"; allowed: a zone with a subnet \(a Capacity Block lies in one zone.*us-east-1a, us-east-1b, us-east-1c/,
    ],
  },
  {
    of: "a Capacity Block without its zone",
    args: { ...karpenter, capacity: ["capacityBlock"], reservations: [reservation] },
    lines: [/zones: found \[\]; allowed: the one zone of the Capacity Block/],
  },
  {
    of: "a Capacity Block of a type that is not sold so",
    args: {
      ...karpenter,
      instanceTypes: ["g6.xlarge"],
      capacity: ["capacityBlock"],
      reservations: [reservation],
      zones: ["us-east-1a"],
    },
    lines: [/instanceTypes\[0\]: found "g6.xlarge"; allowed: a type that is sold as Capacity Block/],
  },
  {
    of: "spot with a Capacity Block",
    args: {
      ...karpenter,
      capacity: ["spot", "capacityBlock"],
      reservations: [reservation],
      zones: ["us-east-1a"],
    },
    lines: [/capacity: found \["spot","capacityBlock"\]; allowed: no spot beside capacityBlock/],
  },
  {
    of: "reserved capacity without a reservation",
    args: { ...karpenter, capacity: ["reserved"] },
    lines: [/reservations: found \[\]; allowed: at least one Capacity Reservation id/],
  },
  {
    of: "a reservation that nothing uses",
    args: { ...karpenter, reservations: [reservation] },
    lines: [/reservations: found \["cr-.*"\]; allowed: none, or capacity reserved or capacityBlock/],
  },
  {
    of: "two kinds of capacity, and two reserved types, in a managed group",
    args: {
      ...managed,
      instanceTypes: ["g6.xlarge", "g6.2xlarge"],
      capacity: ["reserved", "spot"],
      reservations: [reservation],
    },
    lines: [
      /capacity: found \["reserved","spot"\]; allowed: one kind of capacity in a managed group/,
      /instanceTypes: found .*; allowed: the one type that is reserved/,
    ],
  },
  {
    of: "EFA on a type without it",
    args: { ...managed, efa: true, zones: ["us-east-1a"] },
    lines: [/instanceTypes\[0\]: found "g6.xlarge"; allowed: a type with EFA/],
  },
  {
    of: "EFA over several zones",
    args: { ...karpenter, efa: true },
    lines: [/zones: found \[\]; allowed: one zone for EFA/],
  },
  {
    of: "EFA on types with different numbers of interfaces",
    args: { ...karpenter, efa: true, zones: ["us-east-1a"], instanceTypes: ["p5.48xlarge", "p4d.24xlarge"] },
    lines: [
      /instanceTypes: found .*p5\.48xlarge \(32\).*; allowed: types with the same number of EFA interfaces/,
    ],
  },
  {
    of: "a MIG profile the GPU lacks, naming those it has",
    args: { ...managed, instanceTypes: ["p4d.24xlarge"], mig: "1g.10gbx" },
    context: { gpuSoftware: "operator" },
    lines: [/mig: found "1g.10gbx on p4d.24xlarge .*"; allowed: 1g\.5gb, 1g\.10gb, 2g\.10gb/],
  },
  {
    of: "MIG on a GPU that has none",
    args: { ...managed, mig: "1g.10gb" },
    context: { gpuSoftware: "operator" },
    lines: [/mig: found "1g.10gb on g6.xlarge .*"; allowed: no MIG: .* has none/],
  },
  {
    of: "MIG where nothing cuts the GPUs",
    args: { ...managed, instanceTypes: ["p5.48xlarge"], mig: "1g.10gb" },
    lines: [/mig: found "1g.10gb"; allowed: gpu.software: operator/],
  },
  {
    of: "time-slicing that Karpenter would not count",
    args: { ...karpenter, timeSlicing: 4 },
    lines: [/timeSlicing: found 4; allowed: kind: managed; Karpenter counts whole GPUs/],
  },
  {
    of: "time-slicing without GPUs",
    args: { ...general, kind: "managed", limits: undefined, max: 1, timeSlicing: 4 },
    lines: [/timeSlicing: found 4; allowed: accelerator: nvidia/],
  },
  {
    of: "a Karpenter pool without limits",
    args: { ...karpenter, limits: undefined },
    lines: [
      /limits.cpu: found nothing; allowed: the vCPUs/,
      /limits.accelerators: found nothing; allowed: the accelerators/,
    ],
  },
  {
    of: "a managed group without a maximum",
    args: { ...managed, max: undefined },
    lines: [/max: found nothing; allowed: the most nodes/],
  },
  {
    of: "bounds in the wrong order",
    args: { ...managed, min: 3, max: 2 },
    lines: [/min, desired, max: found \[3,3,2\]; allowed: 0 <= min <= desired <= max/],
  },
  {
    of: "bounds and limits of the other kind",
    args: { ...general, min: 1 },
    lines: [/min: found 1; allowed: none in a Karpenter pool/],
  },
  {
    of: "a system pool that Karpenter would make",
    args: { ...general, purpose: "system" },
    lines: [/kind: found "karpenter"; allowed: managed for purpose system/],
  },
  {
    of: "spot for the system",
    args: { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], max: 2, capacity: ["spot"] },
    lines: [/capacity: found \["spot"\]; allowed: onDemand or reserved for purpose system/],
  },
  {
    of: "a placement group for nodes that are not close together",
    args: { ...managed, placementGroup: "research" },
    lines: [/placementGroup: found "research"; allowed: none, or efa: true/],
  },
  {
    of: "spot for what keeps state",
    args: { ...general, purpose: "platform", capacity: ["spot", "onDemand"] },
    lines: [/capacity: found .*; allowed: onDemand or reserved for purpose platform, which keeps state/],
  },
  {
    of: "a taint that the platform's pods do not tolerate",
    args: {
      ...general,
      purpose: "platform",
      taints: [{ key: "example.com/reserved", value: "", effect: "NoSchedule" }],
    },
    lines: [/taints\[0\]: found "example.com\/reserved"; allowed: CriticalAddonsOnly for purpose platform/],
  },
  {
    of: "a managed Bottlerocket group without its release",
    args: { ...managed, operatingSystem: "bottlerocket" },
    lines: [/amiRelease: found nothing; allowed: the release of the bottlerocket image with its build hash/],
  },
  {
    of: "an image that AWS does not make",
    args: {
      ...karpenter,
      accelerator: "neuron",
      operatingSystem: "bottlerocket",
      instanceTypes: ["trn1.32xlarge"],
    },
    lines: [/operatingSystem: found "bottlerocket"; allowed: al2023: bottlerocket has no neuron image/],
  },
  {
    of: "labels of other owners",
    args: { ...general, labels: { "karpenter.sh/nodepool": "x" } },
    lines: [/labels.karpenter.sh\/nodepool: found "x"; allowed: a key outside the domains/],
  },
  {
    of: "a budget with a schedule and no duration",
    args: { ...general, disruption: { budgets: [{ nodes: "0", schedule: "0 8 * * *" }] } },
    lines: [/disruption.budgets\[0\]: found .*; allowed: schedule and duration together/],
  },
  {
    of: "what Auto Mode has no setting for",
    args: { ...general, operatingSystem: "bottlerocket" },
    context: { autoMode: true },
    lines: [/operatingSystem: found "bottlerocket"; allowed: nothing with EKS Auto Mode/],
  },
];
