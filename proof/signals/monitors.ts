import { selects } from "@aip/common/kubernetes/selectors.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { callerOf } from "../network/ends.ts";
import { reachPod } from "../network/reach.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import { type PlannedPod, placedIn } from "../world/pod.ts";
import { portsOf, selectsPod } from "../world/ports.ts";
import { missing, type World } from "../world/world.ts";

const serviceMonitor = "kubernetes:monitoring.coreos.com/v1:ServiceMonitor";
const podMonitor = "kubernetes:monitoring.coreos.com/v1:PodMonitor";
const prometheusType = "kubernetes:monitoring.coreos.com/v1:Prometheus";

/** A port at which pods say how they are. */
export interface MetricsPort {
  readonly pod: PlannedPod;
  readonly port: number;
  /** As its container names it. */
  readonly name: string;
}

/** `metrics`, `http-metrics`, `metrics-server` or `http-monitoring`, but not a name that has it as a part of a word. */
const metricsName = /(^|-)(metrics|monitoring)(-|$)/;

/** The ports of the planned pods that are called metrics, which is how charts and Kubernetes' own examples call them. */
export const metricsPorts = (world: World): MetricsPort[] =>
  world.pods.flatMap((pod) =>
    portsOf(pod)
      .filter(({ name }) => metricsName.test(name))
      .map(({ name, containerPort }) => ({ pod, name, port: containerPort })),
  );

/**
 * The Prometheus of the plan.
 *
 * @throws NotSeen where its chart is closed.
 */
export function prometheus(world: World): { readonly view: ResourceView; readonly pod: PlannedPod } | string {
  const [view] = world.stack.ofType(prometheusType);
  const pod = view && world.pods.find(({ urn }) => urn === view.urn);
  return view && pod ? { view, pod } : missing(world, "observability", "A Prometheus");
}

/** Whether Prometheus picks up a monitor of a port, and reaches the port. */
export function scraped(world: World, { pod, port, name }: MetricsPort): Outcome {
  const found = prometheus(world);
  if (typeof found === "string") return broken(found);
  const monitors = [
    ...world.stack.ofType(serviceMonitor).filter((monitor) => findsService(world, monitor, pod, port)),
    ...world.stack.ofType(podMonitor).filter((monitor) => findsPod(monitor, pod, port)),
  ];
  if (monitors.length === 0)
    return broken(`No ServiceMonitor or PodMonitor finds ${pod.owner} on ${name}`, pod.urn);
  const monitor = monitors.find((candidate) => pickedUp(world, found.view, candidate));
  if (!monitor)
    return broken(
      `Prometheus does not pick up ${monitors[0]?.name}: its selectors leave it out`,
      monitors[0]?.urn,
    );
  const reach = reachPod(world, callerOf(world, found.pod), pod, port);
  return reach.verdict === "held"
    ? held(`${monitor.name} finds ${pod.owner}, and Prometheus reaches it on ${port}`, monitor.urn)
    : reach;
}

const labelsOf = (view: ResourceView): Value => view.at("metadata", "labels");

/** Whether a Prometheus selects a monitor or a rule by its labels, and the namespace it is in. */
export function pickedUp({ namespaces }: World, prometheus: ResourceView, object: ResourceView): boolean {
  const kind =
    object.type === podMonitor ? "podMonitor" : object.type === serviceMonitor ? "serviceMonitor" : "rule";
  const own = prometheus.at("spec", `${kind}Selector`);
  const ofNamespace = prometheus.at("spec", `${kind}NamespaceSelector`);
  // Without a selector none is picked up; without one of namespaces, those of Prometheus' own namespace are.
  if (own.isAbsent || !selects(own, labelsOf(object))) return false;
  if (ofNamespace.isAbsent) return placedIn(object) === placedIn(prometheus);
  return selects(ofNamespace, Value.of(namespaces.get(placedIn(object)) ?? {}));
}

/** Whether a monitor looks into a namespace. */
function looksInto(monitor: ResourceView, namespace: string): boolean {
  const selector = monitor.at("spec", "namespaceSelector");
  if (selector.at("any").flag() === true) return true;
  const names = selector.at("matchNames").texts();
  return names.length > 0 ? names.includes(namespace) : placedIn(monitor) === namespace;
}

/** Whether a ServiceMonitor finds a port of a pod by a Service that leads to it. */
function findsService(world: World, monitor: ResourceView, pod: PlannedPod, port: number): boolean {
  if (!looksInto(monitor, pod.namespace)) return false;
  const endpoints = monitor.at("spec", "endpoints").list();
  return world.stack
    .ofType("kubernetes:core/v1:Service")
    .filter(
      (service) =>
        placedIn(service) === pod.namespace && selects(monitor.at("spec", "selector"), labelsOf(service)),
    )
    .filter((service) => selectsPod(service, pod))
    .some((service) => endpoints.some((endpoint) => leadsTo(service, endpoint, pod, port)));
}

/** Whether an endpoint of a ServiceMonitor is this port of the pod. */
function leadsTo(service: ResourceView, endpoint: Value, pod: PlannedPod, port: number): boolean {
  const target = endpoint.at("targetPort");
  if (!target.isAbsent) return isPort(pod, target, port);
  const entry = service
    .at("spec", "ports")
    .list()
    .find((candidate) => candidate.at("name").text() === endpoint.at("port").text());
  if (!entry) return false;
  const to = entry.at("targetPort");
  return isPort(pod, to.isAbsent ? entry.at("port") : to, port);
}

/** Whether a port, given by number or by name, is this one of the pod. */
const isPort = (pod: PlannedPod, given: Value, port: number): boolean =>
  given.number() === port ||
  portsOf(pod).some((each) => each.containerPort === port && each.name === given.text());

const findsPod = (monitor: ResourceView, pod: PlannedPod, port: number): boolean =>
  looksInto(monitor, pod.namespace) &&
  selects(monitor.at("spec", "selector"), Value.of(pod.labels)) &&
  monitor
    .at("spec", "podMetricsEndpoints")
    .list()
    .some((endpoint) =>
      ["port", "portNumber", "targetPort"].some(
        (key) => !endpoint.at(key).isAbsent && isPort(pod, endpoint.at(key), port),
      ),
    );
