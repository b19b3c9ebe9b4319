import table from "./instance-types.json" with { type: "json" };
import { type MigProfile, migProfiles } from "./mig-profiles.ts";

/** The NVIDIA GPUs of an instance type. */
export interface Gpu {
  readonly model: string;
  /** Whole GPUs; below 1 where the type has a share of one (g6f, gr6f). */
  readonly count: number;
  /** GiB of each GPU, or of the share. */
  readonly memoryGiB: number;
  /** The slices that one GPU can be cut into; empty where the GPU has no MIG or its slices are not known here. */
  readonly mig: readonly MigProfile[];
}

/** The AWS Inferentia or Trainium devices of an instance type. */
export interface Neuron {
  readonly model: string;
  readonly devices: number;
  readonly coresPerDevice: number;
  /** GiB of each device. */
  readonly memoryGiB: number;
}

/** What AWS says about an instance type, in any region that has it. */
export interface InstanceType {
  readonly name: string;
  /** The part before the dot, such as `m7i`. */
  readonly family: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly arch: "x86_64" | "arm64";
  /** Local NVMe disks, all together, in GB; 0 where there are none. */
  readonly localNvmeGB: number;
  /** Elastic Fabric Adapter interfaces; 0 where EFA is not offered. */
  readonly efaInterfaces: number;
  /** Pods the VPC CNI can address without prefix delegation: interfaces x (addresses - 1) + 2. */
  readonly maxPods: number;
  readonly spot: boolean;
  /** Whether Capacity Blocks for ML are sold for it. */
  readonly capacityBlock: boolean;
  readonly burstable: boolean;
  /** AWS's own mark in the API. It is strict: g5, m6i and r7g are no longer current. See also `instance-families.ts`. */
  readonly currentGeneration: boolean;
  readonly bareMetal: boolean;
  readonly gpu?: Gpu;
  readonly neuron?: Neuron;
}

const rows: Readonly<Record<string, string>> = table.types;

/** The names of all instance types in the table. */
export const instanceTypeNames: readonly string[] = Object.keys(rows);

const known = new Map<string, InstanceType>();

/** The facts of an instance type; undefined for a name that is not in the table. */
export function instanceType(name: string): InstanceType | undefined {
  const before = known.get(name);
  if (before) return before;
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) return undefined;
  const type = parse(name, row);
  known.set(name, type);
  return type;
}

function parse(name: string, row: string): InstanceType {
  const [vcpu, memory, arch, nvme, efa, pods, flags = "", accelerator = "-"] = row.split(" ");
  return {
    name,
    family: name.slice(0, name.indexOf(".")),
    vcpu: Number(vcpu),
    memoryGiB: Number(memory),
    arch: arch === "arm64" ? "arm64" : "x86_64",
    localNvmeGB: Number(nvme),
    efaInterfaces: Number(efa),
    maxPods: Number(pods),
    spot: flags.includes("s"),
    capacityBlock: flags.includes("b"),
    burstable: flags.includes("t"),
    currentGeneration: !flags.includes("o"),
    bareMetal: flags.includes("m"),
    ...parseAccelerator(accelerator),
  };
}

function parseAccelerator(text: string): Pick<InstanceType, "gpu" | "neuron"> {
  const [kind, words = "", count, memory, cores] = text.split(":");
  const model = words.replaceAll("_", " ");
  const memoryGiB = Number(memory);
  if (kind === "gpu") {
    const mig = migProfiles(model, memoryGiB);
    return { gpu: { model, count: Number(count), memoryGiB, mig } };
  }
  if (kind === "neuron") {
    return { neuron: { model, devices: Number(count), coresPerDevice: Number(cores), memoryGiB } };
  }
  return {};
}
