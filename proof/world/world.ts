import { networkPolicyType } from "@aip/common/kubernetes/network-policies.ts";
import type { Resource } from "@aip/common/resource.ts";
import { IndexedStack, viewsOf } from "@aip/common/view/stack.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import type { Environment } from "@aip/environments";
import { NotSeen } from "../outcome.ts";
import { type PlannedPod, placedIn, texts } from "./pod.ts";
import { podsOfObject } from "./pods-of.ts";

/** The planned platform, as proofs look at it. */
export interface World {
  readonly environment: Environment;
  /** All resources of all layers. */
  readonly stack: StackView;
  readonly pods: readonly PlannedPod[];
  /** The labels of each namespace, by name. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The network policies of each namespace, by its name. */
  readonly networkPolicies: ReadonlyMap<string, readonly ResourceView[]>;
  /** IPv4 addresses of the interface endpoints, which the network layer hands over. */
  readonly endpointAddresses: readonly string[];
  /** Names of the charts in each namespace whose objects the plan does not show, by namespace. */
  readonly closedCharts: ReadonlyMap<string, readonly string[]>;
}

export const namespaceType = "kubernetes:core/v1:Namespace";
const chartType = "kubernetes:helm.sh/v4:Chart";

/** Namespaces that every cluster has. */
const builtIn = ["default", "kube-system", "kube-public", "kube-node-lease"];

const withName = (name: string, labels: Readonly<Record<string, string>>) =>
  [name, { "kubernetes.io/metadata.name": name, ...labels }] as const;

/**
 * Looks at a plan.
 *
 * @param endpointAddresses As the network layer hands them over. Default: there are none.
 */
export function worldOf(
  environment: Environment,
  resources: readonly Resource[],
  endpointAddresses: readonly string[] = [],
): World {
  const stack = new IndexedStack(resources.flatMap(viewsOf));
  const namespaces = stack
    .ofType(namespaceType)
    .map((view) =>
      withName(view.at("metadata", "name").text() ?? view.name, texts(view.at("metadata", "labels"))),
    );
  return {
    environment,
    stack,
    pods: stack.views.filter(({ type }) => type.startsWith("kubernetes:")).flatMap(podsOfObject),
    namespaces: new Map([...builtIn.map((name) => withName(name, {})), ...namespaces]),
    networkPolicies: Map.groupBy(stack.ofType(networkPolicyType), placedIn),
    endpointAddresses,
    closedCharts: closedChartsOf(stack),
  };
}

function closedChartsOf(stack: StackView): Map<string, string[]> {
  const open = new Set(stack.views.map(({ resource }) => resource.parent));
  const closed = new Map<string, string[]>();
  for (const chart of stack.ofType(chartType)) {
    if (open.has(chart.urn)) continue;
    const namespace = chart.at("namespace").text() ?? "default";
    closed.set(namespace, [...(closed.get(namespace) ?? []), chart.name]);
  }
  return closed;
}

/**
 * Says that something is not there.
 *
 * @param what What was looked for, as the beginning of a sentence.
 * @throws NotSeen where a closed chart of the namespace may hold it.
 */
export function missing(world: World, namespace: string, what: string): string {
  const charts = world.closedCharts.get(namespace);
  if (charts)
    throw new NotSeen(`${what} is not in the plan, and these charts are not opened: ${charts.join(", ")}`);
  return `${what} is not in the plan`;
}

/** The Kubernetes object of a type, by namespace and name. */
export const objectNamed = (
  { stack }: Pick<World, "stack">,
  type: string,
  namespace: string | undefined,
  name: string,
): ResourceView | undefined =>
  stack
    .ofType(type)
    .find(
      (view) =>
        view.at("metadata", "name").text() === name &&
        (namespace === undefined || (view.at("metadata", "namespace").text() ?? "default") === namespace),
    );
