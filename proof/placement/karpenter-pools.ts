import { readRequirement } from "@aip/common/kubernetes/requirements.ts";
import { UnknownValue, Value } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { allowedTypes } from "@aip/pricing/types/pool-types.ts";
import { texts } from "../world/pod.ts";
import { amount, readAmounts } from "./amounts.ts";
import { efaInterfaces } from "./devices.ts";
import type { CapacityType, PlannedPool } from "./node-pool.ts";
import { shapesOf, zonesOfSubnets } from "./pool-parts.ts";
import { readTaints } from "./taints.ts";

export const karpenterPoolType = "kubernetes:karpenter.sh/v1:NodePool";

const gibibyte = 2 ** 30;

/**
 * What the nodes of EKS Auto Mode have: Bottlerocket, 80 GiB, 110 pods
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html, read 2026-11-24).
 */
const autoMode = { storage: "80Gi", maxPods: 110 } as const;

/** A Karpenter NodePool as a pool, with its EC2NodeClass; or one of EKS Auto Mode, whose node class EKS brings along. */
export function karpenterPool(stack: StackView, view: ResourceView): Omit<PlannedPool, "urn"> {
  const spec = view.at("spec");
  const nodes = spec.at("template", "spec");
  const isAutoMode = nodes.at("nodeClassRef", "group").text() === "eks.amazonaws.com";
  const nodeClass = isAutoMode ? Value.of(undefined) : nodeClassOf(stack, nodes);
  const alias = nodeClass.at("amiSelectorTerms", 0, "alias").text() ?? "";
  const userData = nodeClass.at("userData").text() ?? "";
  const labels = texts(spec.at("template", "metadata", "labels"));
  const { types, capacity } = allowedTypes(spec, view.resource.region);
  const { nodes: count, ...limits } = readAmounts(spec.at("limits"));
  return {
    name: view.at("metadata", "name").text() ?? view.name,
    kind: "karpenter",
    taints: readTaints(nodes.at("taints")),
    shapes: shapesOf({
      kind: "karpenter",
      types,
      zones: zones(stack, nodes, nodeClass),
      capacityTypes: capacity as readonly CapacityType[],
      labels,
      userData,
      operatingSystem: isAutoMode || alias.startsWith("bottlerocket") ? "bottlerocket" : "al2023",
      maxPods: isAutoMode ? autoMode.maxPods : nodeClass.at("kubelet", "maxPods").number(),
      volumeBytes: isAutoMode ? bytes(Value.of(autoMode.storage)) : volumeBytes(nodeClass),
      localDisks: isAutoMode || nodeClass.at("instanceStorePolicy").text() === "RAID0",
      efaInterfaces: efaInterfaces(nodeClass.at("networkInterfaces")),
    }),
    desired: undefined,
    max: count ?? Number.POSITIVE_INFINITY,
    limits,
  };
}

/** Spec of the EC2NodeClass that a pool names. */
function nodeClassOf(stack: StackView, nodes: Value): Value {
  const name = nodes.at("nodeClassRef", "name").text();
  const found = stack
    .ofType("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")
    .find((view) => view.at("metadata", "name").text() === name);
  if (!found) throw new UnknownValue(`EC2NodeClass ${name}`);
  return found.at("spec");
}

/** The zones that a pool requires; where it requires none, those of its subnets. */
function zones(stack: StackView, nodes: Value, nodeClass: Value): readonly string[] {
  const required = nodes
    .at("requirements")
    .list()
    .map(readRequirement)
    .find(({ key, operator }) => key === "topology.kubernetes.io/zone" && operator === "In");
  if (required) return required.values;
  const ids = nodeClass
    .at("subnetSelectorTerms")
    .list()
    .map((term) => term.at("id"));
  if (ids.length === 0) throw new UnknownValue("subnets of the node class");
  return zonesOfSubnets(stack, ids);
}

const bytes = (size: Value): number => amount("storage", size) ?? 20 * gibibyte;

/** The size of the root volume; 20 GiB where nothing says it (https://karpenter.sh/docs/concepts/nodeclasses/#specblockdevicemappings). */
function volumeBytes(nodeClass: Value): number {
  const mappings = nodeClass.at("blockDeviceMappings").list();
  const root = mappings.find((mapping) => mapping.at("rootVolume").flag() === true) ?? mappings[0];
  return bytes(root?.at("ebs", "volumeSize") ?? Value.of(undefined));
}
