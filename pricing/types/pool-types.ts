import { instanceLabel, isInstanceLabel } from "@aip/common/kubernetes/instance-labels.ts";
import { meetsRequirement, type Requirement, readRequirement } from "@aip/common/kubernetes/requirements.ts";
import type { Value } from "@aip/common/value.ts";
import { isOffered } from "@aip/facts/instance-offerings.ts";
import { type InstanceType, instanceType, instanceTypeNames } from "@aip/facts/instance-types.ts";

/** A requirement on a label that types do not differ in is met by all of them. */
const meets = (type: InstanceType, requirement: Requirement): boolean =>
  !isInstanceLabel(requirement.key) || meetsRequirement(instanceLabel(type, requirement.key), requirement);

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
