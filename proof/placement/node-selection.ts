import { meetsRequirement, type Requirement, readRequirement } from "@aip/common/kubernetes/requirements.ts";
import { someKnown } from "@aip/common/three-valued.ts";
import { UnknownValue, type Value } from "@aip/common/value.ts";
import type { AdmittedPod } from "./admission.ts";
import { isAddedLater } from "./node-labels.ts";
import type { NodeShape } from "./node-pool.ts";

const requirementText = ({ key, operator, values }: Requirement): string =>
  operator === "In" && values.length === 1
    ? `label ${key}=${values[0]}`
    : `label ${key} ${operator}${values.length === 0 ? "" : ` ${values.join(", ")}`}`;

function meets(shape: NodeShape, requirement: Requirement): boolean {
  const { key, operator } = requirement;
  const found = shape.labels[key];
  if (found === undefined && isAddedLater(key, shape)) {
    if (key === "kubernetes.io/hostname" && operator === "Exists") return true;
    throw new UnknownValue(`label ${key} of ${shape.type.name} nodes`);
  }
  return meetsRequirement(found, requirement);
}

/** What of a term of node affinity a node does not meet; undefined where it meets all. A term that is empty selects none. */
function unmet(shape: NodeShape, term: Value): string | undefined {
  if (!term.at("matchFields").isAbsent) throw new UnknownValue("the name of a node");
  const requirements = term.at("matchExpressions").list().map(readRequirement);
  if (requirements.length === 0) return "an empty term, which selects none";
  const missed = requirements.find((requirement) => !meets(shape, requirement));
  return missed && requirementText(missed);
}

/** What of the terms, which are alternatives, a node does not meet; undefined where it meets one of them. */
const unmetAffinity = (shape: NodeShape, terms: readonly Value[]): string | undefined =>
  someKnown(terms, (term) => unmet(shape, term) === undefined)
    ? undefined
    : terms.map((term) => unmet(shape, term)).join(", or ");

/**
 * What of a pod's node selector and required node affinity a node does not have; undefined where it has all.
 *
 * @throws UnknownValue where it hangs on a label that comes to nodes only when they run.
 */
export function notSelected(admitted: AdmittedPod, shape: NodeShape): string | undefined {
  for (const [key, value] of admitted.nodeSelector) {
    const requirement = { key, operator: "In", values: [value.text() ?? ""] };
    if (!meets(shape, requirement)) return requirementText(requirement);
  }
  const required = admitted.pod.spec.at(
    "affinity",
    "nodeAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
  );
  return required.isAbsent ? undefined : unmetAffinity(shape, required.at("nodeSelectorTerms").list());
}
