import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { PlannedPod } from "../world/pod.ts";
import { portsOf, selectsPod } from "../world/ports.ts";
import { missing, objectNamed, type World } from "../world/world.ts";

const serviceType = "kubernetes:core/v1:Service";

/** A Kubernetes Service's port, and the pods behind it. */
export interface Backend {
  /** URN of the Service, or of the object whose operator makes it. */
  readonly place: string;
  readonly pods: readonly PlannedPod[];
  /** The port of a pod that the Service's port leads to. */
  portOf(pod: PlannedPod): number | undefined;
}

/** Services that operators make of their objects, by the pattern of their names; sources as in world/operator-pods.ts. */
const madeByOperators = [
  { kind: "Elasticsearch", service: (name: string) => `${name}-es-http`, port: 9200 },
  { kind: "Kibana", service: (name: string) => `${name}-kb-http`, port: 5601 },
  { kind: "Prometheus", service: () => "prometheus-operated", port: 9090 },
  { kind: "Alertmanager", service: () => "alertmanager-operated", port: 9093 },
] as const;

/**
 * What is behind a port of a Service.
 *
 * @returns A reason, as a sentence, where nothing is.
 * @throws NotSeen where a closed chart may bring the Service or its pods.
 */
export function backendOf(world: World, namespace: string, name: string, port: number): Backend | string {
  const service = objectNamed(world, serviceType, namespace, name);
  if (!service)
    return (
      operatorBackend(world, namespace, name, port) ??
      missing(world, namespace, `Service ${name} of ${namespace}`)
    );
  const entry = service
    .at("spec", "ports")
    .list()
    .find((candidate) => candidate.at("port").number() === port);
  if (!entry) {
    const ports = service
      .at("spec", "ports")
      .list()
      .map((candidate) => candidate.at("port").number());
    return `Service ${name} of ${namespace} has no port ${port}; it has ${ports.join(", ")}`;
  }
  const pods = selectedBy(world, service, namespace);
  if (pods.length === 0)
    return missing(world, namespace, `A pod that Service ${name} of ${namespace} selects`);
  return { place: service.urn, pods, portOf: (pod) => targetPort(pod, entry, port) };
}

const selectedBy = (world: World, service: ResourceView, namespace: string): PlannedPod[] =>
  world.pods.filter(
    (pod) =>
      pod.namespace === namespace && !["Job", "CronJob"].includes(pod.kind) && selectsPod(service, pod),
  );

/** The port of the pod: by number, or by the name that a container gives it. */
function targetPort(pod: PlannedPod, entry: Value, port: number): number | undefined {
  const target = entry.at("targetPort");
  if (target.isAbsent) return port;
  return target.number() ?? containerPort(pod, target.text() ?? "");
}

const containerPort = (pod: PlannedPod, name: string): number | undefined =>
  portsOf(pod).find((port) => port.name === name)?.containerPort;

function operatorBackend(
  world: World,
  namespace: string,
  service: string,
  port: number,
): Backend | undefined {
  const pods = world.pods.filter((pod) => {
    const maker = madeByOperators.find(({ kind }) => kind === pod.kind);
    const name = pod.owner.slice(pod.kind.length + 1);
    return pod.namespace === namespace && maker?.service(name) === service && maker.port === port;
  });
  const [first] = pods;
  return first && { place: first.urn, pods, portOf: () => port };
}
