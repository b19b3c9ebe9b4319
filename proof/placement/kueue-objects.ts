import { UnknownValue, Value } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { parse } from "yaml";
import { placedIn } from "../world/pod.ts";
import { amount } from "./amounts.ts";

const type = (kind: string): string => `kubernetes:kueue.x-k8s.io/v1beta2:${kind}`;

const named = (stack: StackView, kind: string, name: string | undefined): ResourceView | undefined =>
  stack.ofType(type(kind)).find((view) => view.at("metadata", "name").text() === name);

export const localQueue = (stack: StackView, namespace: string, name: string): ResourceView | undefined =>
  stack
    .ofType(type("LocalQueue"))
    .find((view) => view.at("metadata", "name").text() === name && placedIn(view) === namespace);

export const clusterQueue = (stack: StackView, name: string | undefined): ResourceView | undefined =>
  named(stack, "ClusterQueue", name);

export const resourceFlavor = (stack: StackView, name: string): ResourceView | undefined =>
  named(stack, "ResourceFlavor", name);

/** The labels of the levels of a topology, from the widest to the node. */
export const topologyLevels = (stack: StackView, name: string): readonly string[] =>
  (named(stack, "Topology", name)?.at("spec", "levels").list() ?? []).flatMap(
    (level) => level.at("nodeLabel").text() ?? [],
  );

/** What a queue or a cohort has of a resource in a flavor. */
interface Quota {
  readonly nominal: number;
  /** Infinite where nothing limits it. */
  readonly borrowing: number;
  readonly lending: number;
}

function quotaIn(owner: ResourceView, flavor: string, resource: string): Quota {
  const found = owner
    .at("spec", "resourceGroups")
    .list()
    .flatMap((group) => group.at("flavors").list())
    .filter((each) => each.at("name").text() === flavor)
    .flatMap((each) => each.at("resources").list())
    .find((each) => each.at("name").text() === resource);
  const of = (key: string): number | undefined =>
    found && (found.at(key).isSet ? amount(resource, found.at(key)) : undefined);
  return {
    nominal: of("nominalQuota") ?? 0,
    borrowing: of("borrowingLimit") ?? Number.POSITIVE_INFINITY,
    lending: of("lendingLimit") ?? Number.POSITIVE_INFINITY,
  };
}

/** What a queue adds to its cohort. */
const lent = ({ nominal, lending }: Quota): number => Math.min(nominal, lending);

/**
 * The most that a queue can have of a resource in a flavor while the others use nothing: its own, and what it may borrow
 * from its cohort. As `potentialAvailable` of pkg/cache/scheduler/resource_node.go of Kueue 0.19.2 has it, read 2026-11-24.
 *
 * @throws UnknownValue where the cohort has a parent, which is not followed here.
 */
export function potential(stack: StackView, queue: ResourceView, flavor: string, resource: string): number {
  const own = quotaIn(queue, flavor, resource);
  const cohort = queue.at("spec", "cohortName").text();
  if (cohort === undefined) return own.nominal;
  const members = stack
    .ofType(type("ClusterQueue"))
    .filter((view) => view.at("spec", "cohortName").text() === cohort);
  const object = named(stack, "Cohort", cohort);
  if (object?.at("spec", "parentName").isSet)
    throw new UnknownValue(`quota of the parent of cohort ${cohort}`);
  const shared =
    (object ? quotaIn(object, flavor, resource).nominal : 0) +
    members.reduce((sum, member) => sum + lent(quotaIn(member, flavor, resource)), 0);
  return Math.min(own.nominal + own.borrowing, own.nominal - lent(own) + shared);
}

const chartType = "kubernetes:helm.sh/v4:Chart";

/** Prefixes of resources that Kueue does not count: `resources.excludeResourcePrefixes` of its configuration. */
export function excludedPrefixes(stack: StackView): readonly string[] {
  const texts = [
    ...stack
      .ofType(chartType)
      .map((chart) => chart.at("values", "managerConfig", "controllerManagerConfigYaml")),
    ...stack
      .ofType("kubernetes:core/v1:ConfigMap")
      .map((map) => map.at("data", "controller_manager_config.yaml")),
  ].filter((text) => text.isSet);
  return texts.flatMap((text) =>
    Value.of(parse(text.text() ?? ""))
      .at("resources", "excludeResourcePrefixes")
      .texts(),
  );
}
