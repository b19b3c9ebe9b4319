import type { InstanceType } from "@aip/facts/instance-types.ts";
import type { Problems } from "../problems.ts";
import type { NodePoolArgs, NodePoolContext } from "./node-pool-args.ts";

/** Reports what one rule finds. */
export type Check = (
  args: NodePoolArgs,
  types: readonly Typed[],
  context: NodePoolContext,
  problems: Problems,
) => void;

/** An instance type of a pool, with its path. */
export interface Typed {
  readonly path: string;
  readonly facts: InstanceType;
}

/** What is bought, with the default. */
export const capacityOf = (args: NodePoolArgs) => args.capacity ?? ["onDemand"];

/** Spot, reservations and Capacity Blocks, and the types they are sold for. */
export const checkCapacity: Check = (args, types, _context, problems) => {
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

/** Zones that have a subnet, and one alone where hardware is bound to it. */
export const checkZones: Check = (args, _types, context, problems) => {
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

/** EFA, which is part of the launch template. */
export const checkEfa: Check = (args, types, _context, problems) => {
  if (!args.efa) {
    if (args.placementGroup !== undefined)
      problems.add(
        "placementGroup",
        args.placementGroup,
        "none, or efa: true, whose nodes are close together",
      );
    return;
  }
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

/** MIG and time-slicing, which need a GPU that can and something that does it. */
export const checkSharing: Check = (args, types, context, problems) => {
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
