import type { Value } from "../value.ts";

/** What a node selector or a node pool requires of a label. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A requirement as Kubernetes objects write it: `{ key, operator, values }`. */
export const readRequirement = (value: Value): Requirement => ({
  key: value.at("key").text() ?? "",
  operator: value.at("operator").text() ?? "",
  values: value.at("values").texts(),
});

/**
 * Whether a node's label meets a requirement, by Kubernetes' rule: what is absent meets `NotIn`. Besides Kubernetes'
 * operators there are Karpenter's `Gte` and `Lte`; no other is met.
 *
 * @param found Value of the label; undefined where the node has none of that key.
 */
export function meetsRequirement(found: string | undefined, { operator, values }: Requirement): boolean {
  const [bound] = values;
  const compare = (holds: (label: number, limit: number) => boolean): boolean =>
    found !== undefined && bound !== undefined && holds(Number(found), Number(bound));
  switch (operator) {
    case "In":
      return found !== undefined && values.includes(found);
    case "NotIn":
      return found === undefined || !values.includes(found);
    case "Exists":
      return found !== undefined;
    case "DoesNotExist":
      return found === undefined;
    case "Gt":
      return compare((label, limit) => label > limit);
    case "Gte":
      return compare((label, limit) => label >= limit);
    case "Lt":
      return compare((label, limit) => label < limit);
    case "Lte":
      return compare((label, limit) => label <= limit);
    default:
      return false;
  }
}
