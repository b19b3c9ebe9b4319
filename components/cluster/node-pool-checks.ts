import { amiReleases, amiType } from "@aip/facts/amis.ts";
import { type InstanceType, instanceType } from "@aip/facts/instance-types.ts";
import type { Problems } from "../core/problems.ts";
import { suggestTypes } from "./instance-suggestions.ts";
import type { NodePoolArgs, NodePoolContext } from "./node-pool.ts";

type Check = (
  args: NodePoolArgs,
  types: readonly Typed[],
  context: NodePoolContext,
  problems: Problems,
) => void;

/** An instance type of a pool, with the path it stands at. */
interface Typed {
  readonly path: string;
  readonly facts: InstanceType;
}

/** Reports everything that makes a node pool impossible, or dangerous to the bill. */
export function checkNodePool(args: NodePoolArgs, context: NodePoolContext, problems: Problems): void {
  const types: Typed[] = [];
  for (const [index, name] of args.instanceTypes.entries()) {
    const facts = instanceType(name);
    const path = `instanceTypes[${index}]`;
    if (facts) types.push({ path, facts });
    else problems.add(path, name, `an instance type of facts/instance-types.json${suggestTypes(name)}`);
  }
  for (const check of checks) check(args, types, context, problems);
}

const checkTypes: Check = (args, types, _context, problems) => {
  if (args.instanceTypes.length === 0) problems.add("instanceTypes", [], "at least one instance type");
  const architectures = new Set(types.map(({ facts }) => facts.arch));
  if (architectures.size > 1) {
    problems.add(
      "instanceTypes",
      types.map(({ facts }) => `${facts.name} (${facts.arch})`),
      "types of one architecture; make a second pool for the other",
    );
  }
  const accelerator = args.accelerator ?? "none";
  for (const { path, facts } of types) {
    if (accelerator === "nvidia" && !facts.gpu) {
      problems.add(
        path,
        facts.name,
        "a type with an NVIDIA GPU: families g4dn, g5, g6, g6e, g7e, p4d, p5, p6-b200, …",
      );
    } else if (accelerator === "nvidia" && (facts.gpu?.count ?? 0) < 1) {
      problems.add(
        path,
        facts.name,
        "a type with at least one whole GPU: the device plugin cannot see a share of one",
      );
    } else if (accelerator === "neuron" && !facts.neuron) {
      problems.add(
        path,
        facts.name,
        "a type with AWS Inferentia or Trainium: families inf1, inf2, trn1, trn1n, trn2",
      );
    } else if (accelerator === "none" && (facts.gpu || facts.neuron)) {
      problems.add(
        path,
        facts.name,
        `a type without an accelerator, or accelerator: ${facts.gpu ? "nvidia" : "neuron"}`,
      );
    }
  }
};

const checkPurpose: Check = (args, _types, _context, problems) => {
  if (args.purpose !== "system") return;
  if (args.kind !== "managed") {
    problems.add("kind", args.kind, "managed for purpose system: Karpenter itself runs there");
  }
  if ((args.accelerator ?? "none") !== "none") {
    problems.add(
      "accelerator",
      args.accelerator,
      "none for purpose system: its taint would keep controllers away",
    );
  }
  if (capacityOf(args).some((type) => type !== "onDemand" && type !== "reserved")) {
    problems.add("capacity", capacityOf(args), "onDemand or reserved for purpose system");
  }
};

const checkImage: Check = (args, types, context, problems) => {
  const system = args.operatingSystem ?? "al2023";
  const architecture = types[0]?.facts.arch;
  if (architecture === undefined) return;
  const accelerator = args.accelerator ?? "none";
  if (amiType(system, accelerator, architecture) === undefined) {
    problems.add(
      "operatingSystem",
      system,
      `al2023: ${system} has no ${accelerator} image for ${architecture}`,
    );
  }
  const pinned = amiReleases[system][context.kubernetesVersion].release;
  if (args.kind === "managed" && args.amiRelease === undefined && pinned === undefined) {
    problems.add(
      "amiRelease",
      undefined,
      `the release of the ${system} image with its build hash, such as 1.64.0-0a1b2c3d, from the SSM parameter ` +
        `/aws/service/bottlerocket/aws-k8s-${context.kubernetesVersion}/${architecture}/latest/image_version`,
    );
  }
};

const capacityOf = (args: NodePoolArgs) => args.capacity ?? ["onDemand"];

const checkCapacity: Check = (args, types, _context, problems) => {
  const capacity = capacityOf(args);
  const reservations = args.reservations ?? [];
  if (capacity.includes("spot") && capacity.includes("capacityBlock")) {
    problems.add(
      "capacity",
      capacity,
      "no spot beside capacityBlock: a Capacity Block is paid in advance and cannot be spot",
    );
  }
  if (args.kind === "managed" && capacity.length > 1) {
    problems.add(
      "capacity",
      capacity,
      "one kind of capacity in a managed group; Karpenter pools take several",
    );
  }
  const reserved = capacity.some((type) => type === "reserved" || type === "capacityBlock");
  if (reserved && reservations.length === 0) {
    problems.add(
      "reservations",
      reservations,
      "at least one Capacity Reservation id (cr-…) for reserved or capacityBlock",
    );
  }
  if (!reserved && reservations.length > 0) {
    problems.add("reservations", reservations, "none, or capacity reserved or capacityBlock, which use them");
  }
  if (args.kind === "managed" && reservations.length > 1) {
    problems.add(
      "reservations",
      reservations,
      "one reservation in a managed group: its launch template targets one",
    );
  }
  if (args.kind === "managed" && reserved && args.instanceTypes.length > 1) {
    problems.add("instanceTypes", args.instanceTypes, "the one type that is reserved, in a managed group");
  }
  for (const { path, facts } of types) {
    if (capacity.includes("spot") && !facts.spot)
      problems.add(path, facts.name, "a type that is sold as spot");
    if (capacity.includes("capacityBlock") && !facts.capacityBlock) {
      problems.add(
        path,
        facts.name,
        "a type that is sold as Capacity Block: families p4d, p4de, p5, p5e, p5en, p6, trn1, trn2",
      );
    }
  }
};

const checkZones: Check = (args, _types, context, problems) => {
  const zones = args.zones ?? [];
  const block = capacityOf(args).includes("capacityBlock");
  for (const [index, zone] of zones.entries()) {
    if (context.zones.includes(zone)) continue;
    const reason = block ? " (a Capacity Block lies in one zone, and its nodes need a subnet there)" : "";
    problems.add(`zones[${index}]`, zone, `a zone with a subnet${reason}: ${context.zones.join(", ")}`);
  }
  const count = zones.length === 0 ? context.zones.length : zones.length;
  if (block && count !== 1) {
    problems.add("zones", zones, `the one zone of the Capacity Block, one of ${context.zones.join(", ")}`);
  }
  if (args.efa && count !== 1) {
    problems.add(
      "zones",
      zones,
      `one zone for EFA, whose placement group cannot span several: one of ${context.zones.join(", ")}`,
    );
  }
};

const checkEfa: Check = (args, types, _context, problems) => {
  if (!args.efa) return;
  for (const { path, facts } of types) {
    if (facts.efaInterfaces === 0) {
      problems.add(
        path,
        facts.name,
        "a type with EFA, such as g6e.8xlarge, p5.48xlarge, trn1.32xlarge, or efa: false",
      );
    }
  }
  const counts = new Set(types.map(({ facts }) => facts.efaInterfaces));
  if (counts.size > 1) {
    problems.add(
      "instanceTypes",
      types.map(({ facts }) => `${facts.name} (${facts.efaInterfaces})`),
      "types with the same number of EFA interfaces: they are part of the launch template",
    );
  }
};

const checkSharing: Check = (args, types, context, problems) => {
  for (const key of ["mig", "timeSlicing"] as const) {
    const value = args[key];
    if (value === undefined) continue;
    if ((args.accelerator ?? "none") !== "nvidia") problems.add(key, value, "accelerator: nvidia");
    if (args.kind !== "managed") {
      problems.add(
        key,
        value,
        "kind: managed; Karpenter counts whole GPUs and would launch a node for every pod " +
          "(https://github.com/kubernetes-sigs/karpenter/issues/729)",
      );
    }
  }
  if (args.mig === undefined) return;
  if (args.operatingSystem !== "bottlerocket" && context.gpuSoftware !== "operator") {
    problems.add(
      "mig",
      args.mig,
      "gpu.software: operator, whose MIG manager cuts the GPUs, or operatingSystem: bottlerocket",
    );
  }
  for (const { path, facts } of types) {
    const profiles = facts.gpu?.mig ?? [];
    if (!facts.gpu || profiles.some((profile) => profile.name === args.mig)) continue;
    const allowed =
      profiles.length === 0
        ? `no MIG: ${facts.gpu.model} has none; A100, H100, H200, B200 and B300 have`
        : profiles.map((profile) => profile.name).join(", ");
    problems.add("mig", `${args.mig} on ${facts.name} (${path})`, allowed);
  }
};

const checkBounds: Check = (args, _types, _context, problems) => {
  if (args.kind === "managed") {
    const { min = 0, max, desired = min } = args;
    if (max === undefined) problems.add("max", undefined, "the most nodes the group may have, a hard limit");
    else if (max < 1 || min < 0 || min > desired || desired > max) {
      problems.add(
        "min, desired, max",
        [min, desired, max],
        "0 <= min <= desired <= max, and max at least 1",
      );
    }
    if (args.limits !== undefined)
      problems.add("limits", args.limits, "none in a managed group; its limit is max");
    if (args.weight !== undefined) problems.add("weight", args.weight, "none in a managed group");
    return;
  }
  for (const key of ["min", "max", "desired"] as const) {
    if (args[key] !== undefined)
      problems.add(key, args[key], "none in a Karpenter pool; its bounds are limits");
  }
  if (args.limits?.cpu === undefined) {
    problems.add("limits.cpu", undefined, 'the vCPUs all nodes may have together, such as "64"');
  }
  if ((args.accelerator ?? "none") !== "none" && args.limits?.accelerators === undefined) {
    problems.add("limits.accelerators", undefined, "the accelerators all nodes may have together, such as 4");
  }
};

/** What the node class that Auto Mode brings along cannot be told. */
const checkAutoMode: Check = (args, _types, context, problems) => {
  if (!context.autoMode || args.kind !== "karpenter") return;
  const allowed = "nothing with EKS Auto Mode, whose nodes AWS runs; use a managed group";
  if (args.efa) problems.add("efa", true, allowed);
  for (const key of ["amiRelease", "diskGiB", "operatingSystem"] as const) {
    const value = args[key];
    if (value !== undefined && value !== "al2023") problems.add(key, value, allowed);
  }
  if ((args.reservations ?? []).length > 0) problems.add("reservations", args.reservations, allowed);
};

const checkLabels: Check = (args, _types, _context, problems) => {
  for (const key of Object.keys(args.labels ?? {})) {
    if (
      /^(ai-platform|karpenter\.sh|karpenter\.k8s\.aws|nvidia\.com|eks\.amazonaws\.com|kubernetes\.io)\//.test(
        key,
      )
    ) {
      problems.add(
        `labels.${key}`,
        args.labels?.[key],
        "a key outside the domains that the platform and EKS set",
      );
    }
  }
  for (const [index, budget] of (args.disruption?.budgets ?? []).entries()) {
    if ((budget.schedule === undefined) !== (budget.duration === undefined)) {
      problems.add(`disruption.budgets[${index}]`, budget, "schedule and duration together, or neither");
    }
  }
};

const checks: readonly Check[] = [
  checkTypes,
  checkPurpose,
  checkImage,
  checkCapacity,
  checkZones,
  checkEfa,
  checkSharing,
  checkBounds,
  checkAutoMode,
  checkLabels,
];
