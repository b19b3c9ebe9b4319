import { amiReleases, amiType } from "@aip/facts/amis.ts";
import { instanceType, instanceTypeNames } from "@aip/facts/instance-types.ts";
import { didYouMean } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import type { NodePoolArgs, NodePoolContext } from "./node-pool-args.ts";
import {
  type Check,
  capacityOf,
  checkCapacity,
  checkEfa,
  checkSharing,
  checkZones,
  type Typed,
} from "./node-pool-capacity.ts";

/** Reports everything that makes a node pool impossible, or dangerous to the bill. */
export function checkNodePool(args: NodePoolArgs, context: NodePoolContext, problems: Problems): void {
  const types: Typed[] = [];
  problems.rule(() => {
    for (const [index, name] of args.instanceTypes.entries()) {
      const facts = instanceType(name);
      const path = `instanceTypes[${index}]`;
      if (facts) types.push({ path, facts });
      else problems.add(path, name, `an instance type of EC2, such as m7i.large${suggestTypes(name)}`);
    }
  });
  for (const check of checks) problems.rule(() => check(args, types, context, problems));
}

/** The nearest type, or those of the same family; empty where the family does not exist either. */
function suggestTypes(name: string): string {
  const near = didYouMean(name, instanceTypeNames);
  const siblings = instanceTypeNames.filter((type) => type.startsWith(`${name.split(".")[0]}.`));
  return siblings.length === 0 ? near : `; of that family: ${siblings.join(", ")}${near}`;
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
  const { purpose } = args;
  if (purpose !== "system" && purpose !== "platform") return;
  if (purpose === "system" && args.kind !== "managed") {
    problems.add("kind", args.kind, "managed for purpose system: Karpenter itself runs there");
  }
  if ((args.accelerator ?? "none") !== "none") {
    problems.add(
      "accelerator",
      args.accelerator,
      `none for purpose ${purpose}: its taint would keep the platform's pods away`,
    );
  }
  if (capacityOf(args).some((type) => type !== "onDemand" && type !== "reserved")) {
    problems.add(
      "capacity",
      capacityOf(args),
      `onDemand or reserved for purpose ${purpose}, which keeps state`,
    );
  }
  for (const [index, { key }] of (args.taints ?? []).entries()) {
    if (key === "CriticalAddonsOnly") continue;
    problems.add(
      ["taints", index],
      key,
      `CriticalAddonsOnly for purpose ${purpose}: the platform's pods tolerate no other`,
    );
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

/** What the node class that Auto Mode brings along has no setting for. */
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
        ["labels", key],
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
