import type { Value } from "@aip/common/value.ts";
import { isOffered } from "@aip/facts/instance-offerings.ts";
import { type InstanceType, instanceType, instanceTypeNames } from "@aip/facts/instance-types.ts";

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

const readRequirement = (value: Value): Requirement => ({
  key: value.at("key").text() ?? "",
  operator: value.at("operator").text() ?? "",
  values: value.at("values").texts(),
});

const aws = "karpenter.k8s.aws";

/** The labels Karpenter gives nodes of a type, as far as types differ in them; undefined for others. */
function label(type: InstanceType, key: string): string | null | undefined {
  const [, category = "", generation = ""] = /^([a-z]+)(\d+)/.exec(type.family) ?? [];
  switch (key) {
    case "node.kubernetes.io/instance-type":
      return type.name;
    case "kubernetes.io/arch":
      return type.arch === "arm64" ? "arm64" : "amd64";
    case `${aws}/instance-family`:
      return type.family;
    case `${aws}/instance-category`:
      return category;
    case `${aws}/instance-generation`:
      return generation;
    case `${aws}/instance-size`:
      return type.name.slice(type.family.length + 1);
    case `${aws}/instance-cpu`:
      return String(type.vcpu);
    case `${aws}/instance-memory`:
      return String(type.memoryGiB * 1024);
    case `${aws}/instance-local-nvme`:
      return type.localNvmeGB > 0 ? String(type.localNvmeGB) : null;
    case `${aws}/instance-gpu-count`:
      return type.gpu ? String(type.gpu.count) : null;
    case `${aws}/instance-gpu-name`:
      return type.gpu ? type.gpu.model.toLowerCase().replaceAll(" ", "-") : null;
    case `${aws}/instance-gpu-manufacturer`:
      return type.gpu ? "nvidia" : null;
    case `${aws}/instance-accelerator-name`:
      return type.neuron ? type.neuron.model.toLowerCase() : null;
    case `${aws}/instance-accelerator-count`:
      return type.neuron ? String(type.neuron.devices) : null;
    default:
      return undefined;
  }
}

function meets(type: InstanceType, { key, operator, values }: Requirement): boolean {
  const found = label(type, key);
  if (found === undefined) return true;
  switch (operator) {
    case "In":
      return found !== null && values.includes(found);
    case "NotIn":
      return found === null || !values.includes(found);
    case "Exists":
      return found !== null;
    case "DoesNotExist":
      return found === null;
    case "Gt":
      return found !== null && Number(found) > Number(values[0]);
    case "Gte":
      return found !== null && Number(found) >= Number(values[0]);
    case "Lt":
      return found !== null && Number(found) < Number(values[0]);
    case "Lte":
      return found !== null && Number(found) <= Number(values[0]);
    default:
      return true;
  }
}

export interface Allowed {
  readonly types: readonly InstanceType[];
  /** `spot`, `on-demand`, `reserved`; on demand alone where nothing is said. */
  readonly capacity: readonly string[];
}

/** The instance types a Karpenter pool may start in a region, and how it may buy them. */
export function allowedTypes(pool: Value, region: string): Allowed {
  const requirements = pool.at("template", "spec", "requirements").list().map(readRequirement);
  const capacity = requirements.find(({ key }) => key === "karpenter.sh/capacity-type");
  const named = requirements.find(
    ({ key, operator }) => key === "node.kubernetes.io/instance-type" && operator === "In",
  );
  const types = (named?.values ?? instanceTypeNames)
    .flatMap((name) => instanceType(name) ?? [])
    .filter((type) => isOffered(region, type.name) !== false)
    .filter((type) => requirements.every((requirement) => meets(type, requirement)));
  return {
    types,
    capacity: capacity?.operator === "In" ? capacity.values : ["on-demand"],
  };
}
