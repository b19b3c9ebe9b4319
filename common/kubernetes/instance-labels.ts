import type { InstanceType } from "@aip/facts/instance-types.ts";

const aws = "karpenter.k8s.aws";

type Label = (type: InstanceType) => string | undefined;

const numberAbove0 = (value: number | undefined): string | undefined =>
  value === undefined || value === 0 ? undefined : String(value);

const kebab = (text: string | undefined): string | undefined => text?.toLowerCase().replaceAll(" ", "-");

const parts = ({ family }: InstanceType): readonly string[] => /^([a-z]+)(\d+)/.exec(family) ?? [];

/**
 * The labels that depend on a node's instance type. `kubernetes.io/arch` and `node.kubernetes.io/instance-type` are on
 * every node, the others on those that Karpenter makes (https://karpenter.sh/docs/concepts/scheduling/, read 2026-11-24).
 */
const byKey: Readonly<Record<string, Label>> = {
  "node.kubernetes.io/instance-type": ({ name }) => name,
  "kubernetes.io/arch": ({ arch }) => (arch === "arm64" ? "arm64" : "amd64"),
  [`${aws}/instance-family`]: ({ family }) => family,
  [`${aws}/instance-category`]: (type) => parts(type)[1],
  [`${aws}/instance-generation`]: (type) => parts(type)[2],
  [`${aws}/instance-capability-flex`]: ({ family }) => String(family.includes("-flex")),
  [`${aws}/instance-size`]: ({ name, family }) => name.slice(family.length + 1),
  [`${aws}/instance-cpu`]: ({ vcpu }) => String(vcpu),
  [`${aws}/instance-memory`]: ({ memoryGiB }) => String(memoryGiB * 1024),
  [`${aws}/instance-local-nvme`]: ({ localNvmeGB }) => numberAbove0(localNvmeGB),
  [`${aws}/instance-gpu-count`]: ({ gpu }) => numberAbove0(gpu?.count),
  [`${aws}/instance-gpu-name`]: ({ gpu }) => kebab(gpu?.model),
  [`${aws}/instance-gpu-manufacturer`]: ({ gpu }) => (gpu ? "nvidia" : undefined),
  [`${aws}/instance-accelerator-name`]: ({ neuron }) => kebab(neuron?.model),
  [`${aws}/instance-accelerator-count`]: ({ neuron }) => numberAbove0(neuron?.devices),
};

/** Whether a label depends on the instance type alone. */
export const isInstanceLabel = (key: string): boolean => Object.hasOwn(byKey, key);

/** The label of nodes of a type; undefined where those have none of that key. */
export const instanceLabel = (type: InstanceType, key: string): string | undefined => byKey[key]?.(type);

/** All labels of nodes of a type that depend on it. */
export const instanceLabels = (type: InstanceType): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(byKey).flatMap(([key, label]) => {
      const value = label(type);
      return value === undefined ? [] : [[key, value]];
    }),
  );
