import { meetsRequirement, readRequirement } from "@aip/common/kubernetes/requirements.ts";
import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { texts } from "../world/pod.ts";
import type { AdmittedPod } from "./admission.ts";
import type { Cluster } from "./cluster.ts";
import { resourceFlavor, topologyLevels } from "./kueue-objects.ts";
import { keepingOff, readTaints, readTolerations, taintText } from "./taints.ts";

const annotations = ["kueue.x-k8s.io/podset-required-topology", "kueue.x-k8s.io/podset-preferred-topology"];

/** The level that a pod set asks for; undefined where it asks for no topology. */
const askedLevel = ({ pod }: AdmittedPod): string | undefined =>
  annotations.map((key) => pod.metadata.at("annotations", key).text()).find((level) => level !== undefined);

const askedAny = ({ pod }: AdmittedPod): boolean =>
  pod.metadata.at("annotations", "kueue.x-k8s.io/podset-unconstrained-topology").isSet;

/** Whether all flavors of a queue have a topology: then it is asked for by every job. */
const onlyTopologies = (cluster: Cluster, queue: ResourceView): boolean =>
  queue
    .at("spec", "resourceGroups")
    .list()
    .flatMap((group) => group.at("flavors").list())
    .every(
      (each) => resourceFlavor(cluster.stack, each.at("name").text() ?? "")?.at("spec", "topologyName").isSet,
    );

function topologyMismatch(
  cluster: Cluster,
  queue: ResourceView,
  flavor: ResourceView,
  admitted: AdmittedPod,
): string | undefined {
  const topology = flavor.at("spec", "topologyName").text();
  const level = askedLevel(admitted);
  if (level === undefined && !askedAny(admitted)) {
    return topology === undefined || onlyTopologies(cluster, queue)
      ? undefined
      : "takes only jobs that ask for a topology, by an annotation such as kueue.x-k8s.io/podset-preferred-topology";
  }
  if (topology === undefined) return "has no topology, which the job asks for";
  const levels = topologyLevels(cluster.stack, topology);
  return level === undefined || levels.includes(level)
    ? undefined
    : `has no level ${level}; the levels of topology ${topology} are: ${levels.join(", ") || "none in the plan"}`;
}

/** Whether a term of node affinity fits the labels of a flavor, of which only the flavor's own keys count. */
const fitsTerm = (term: Value, labels: Readonly<Record<string, string>>): boolean =>
  term
    .at("matchExpressions")
    .list()
    .map(readRequirement)
    .filter(({ key }) => Object.hasOwn(labels, key))
    .every((requirement) => meetsRequirement(labels[requirement.key], requirement));

function labelMismatch(flavor: ResourceView, { nodeSelector, pod }: AdmittedPod): string | undefined {
  const labels = texts(flavor.at("spec", "nodeLabels"));
  const other = nodeSelector.find(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] !== value.text(),
  );
  if (other) return `has nodes with ${other[0]}=${labels[other[0]]}, and the pod selects ${other[1].text()}`;
  const required = pod.spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
  const terms = required.at("nodeSelectorTerms").list();
  return terms.length === 0 || terms.some((term) => fitsTerm(term, labels))
    ? undefined
    : "does not match the node affinity of the pod";
}

/** Why Kueue does not take a flavor for a pod set, apart from quota; undefined where it does. */
export function flavorMismatch(
  cluster: Cluster,
  queue: ResourceView,
  flavor: ResourceView,
  admitted: AdmittedPod,
): string | undefined {
  const topology = topologyMismatch(cluster, queue, flavor, admitted);
  if (topology !== undefined) return topology;
  const tolerations = [...admitted.tolerations, ...readTolerations(flavor.at("spec", "tolerations"))];
  const [taint] = keepingOff(readTaints(flavor.at("spec", "nodeTaints")), tolerations);
  return taint
    ? `has the taint ${taintText(taint)}, which the pod does not tolerate`
    : labelMismatch(flavor, admitted);
}
