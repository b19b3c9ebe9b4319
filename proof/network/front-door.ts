import { selects } from "@aip/common/kubernetes/selectors.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { all, broken, held, type Outcome } from "../outcome.ts";
import { missing, objectNamed, type World } from "../world/world.ts";
import { balancerBlocks } from "./addresses.ts";
import { type From, reachService } from "./reach.ts";

const routeType = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const gatewayType = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const balancerType = "kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration";

/** Whether a pattern of a listener or a certificate covers a host: `*.` stands for one label, as in TLS. */
export const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith("*.") && host.split(".").slice(1).join(".") === pattern.slice(2));

/**
 * Whether a listener's host name admits a host: there `*.` stands for one or more labels
 * (https://gateway-api.sigs.k8s.io/reference/spec/#hostname, 2026-11-24).
 */
const listens = (listener: Value, host: string): boolean => {
  const hostname = listener.at("hostname").text();
  if (hostname === undefined) return true;
  return hostname.startsWith("*.") ? host.endsWith(hostname.slice(1)) : hostname === host;
};

/** The route that answers for a host. */
export const routeFor = (world: World, host: string): ResourceView | undefined =>
  world.stack.ofType(routeType).find((route) =>
    route
      .at("spec", "hostnames")
      .texts()
      .some((pattern) => covers(pattern, host)),
  );

/** Whether the front door takes requests for a host all the way to the pods of its service. */
export function reachHost(world: World, host: string): Outcome {
  const route = routeFor(world, host);
  if (!route) return broken(`No HTTPRoute answers for ${host}`);
  return throughRoute(world, route, host);
}

/** Whether the gateway of a route takes a host, and leads to the pods of its services. */
export function throughRoute(world: World, route: ResourceView, host: string): Outcome {
  const [parent] = route.at("spec", "parentRefs").list();
  const namespace = parent?.at("namespace").text() ?? route.at("metadata", "namespace").text() ?? "default";
  const name = parent?.at("name").text() ?? "";
  const gateway = objectNamed(world, gatewayType, namespace, name);
  if (!gateway) return broken(missing(world, namespace, `Gateway ${name} of ${namespace}`), route.urn);
  const ownNamespace = route.at("metadata", "namespace").text() ?? "default";
  const section = route.at("spec", "parentRefs", 0, "sectionName").text();
  return all([
    () => admits(world, gateway, { host, namespace: ownNamespace, section }),
    () => certified(world, gateway, host),
    ...backends(route).map(
      (backend) => () =>
        reachService(world, balancer(world, gateway), {
          namespace: backend.at("namespace").text() ?? route.at("metadata", "namespace").text() ?? "default",
          service: backend.at("name").text() ?? "",
          port: backend.at("port").number() ?? 0,
        }),
    ),
    () => held(`https://${host} leads to its pods`, route.urn),
  ]);
}

const backends = (route: ResourceView): Value[] =>
  route
    .at("spec", "rules")
    .list()
    .flatMap((rule) => rule.at("backendRefs").list());

/** A route that somebody makes for a host. */
export interface HostRoute {
  readonly host: string;
  readonly namespace: string;
  /** Name of the listener that it asks for. Default: any. */
  readonly section?: string | undefined;
}

/** The gateway of the platform, which is one. */
export const gatewayOf = ({ stack }: World): ResourceView | undefined => stack.ofType(gatewayType)[0];

/** Whether a listener of the gateway lets a route in, by its host and the labels of its namespace. */
export function admits(
  world: World,
  gateway: ResourceView,
  { host, namespace, section }: HostRoute,
): Outcome {
  const listeners = gateway
    .at("spec", "listeners")
    .list()
    .filter((listener) => section === undefined || listener.at("name").text() === section)
    .filter((listener) => listener.at("protocol").text() === "HTTPS");
  const ofHost = listeners.filter((listener) => listens(listener, host));
  if (ofHost.length === 0) return broken(`No HTTPS listener of the gateway takes ${host}`, gateway.urn);
  const admitting = ofHost.find((listener) => admitsNamespace(world, gateway, listener, namespace));
  return admitting
    ? held(`Listener ${admitting.at("name").text()} takes ${host} of ${namespace}`, gateway.urn)
    : broken(
        `The listeners for ${host} (${ofHost.map((listener) => listener.at("name").text()).join(", ")}) admit no routes of ${namespace}`,
        gateway.urn,
      );
}

function admitsNamespace(world: World, gateway: ResourceView, listener: Value, namespace: string): boolean {
  const allowed = listener.at("allowedRoutes", "namespaces");
  switch (allowed.at("from").text() ?? "Same") {
    case "All":
      return true;
    case "Selector":
      return selects(allowed.at("selector"), Value.of(world.namespaces.get(namespace) ?? {}));
    default:
      return gateway.at("metadata", "namespace").text() === namespace;
  }
}

/** Whether a certificate of the gateway's load balancer is for the host. */
export function certified(world: World, gateway: ResourceView, host: string): Outcome {
  const configuration = balancerOf(world, gateway);
  if (!configuration) return broken("The gateway names no LoadBalancerConfiguration", gateway.urn);
  const arns = configuration
    .at("spec", "listenerConfigurations")
    .list()
    .flatMap((listener) => [
      ...listener.at("defaultCertificate").texts(),
      ...listener.at("certificates").texts(),
    ]);
  const certificates = world.stack
    .ofType("aws:acm/certificate:Certificate")
    .filter(({ resource }) => arns.includes(String(resource.id)));
  const names = certificates.flatMap((certificate) => [
    ...certificate.at("domainName").texts(),
    ...certificate.at("subjectAlternativeNames").texts(),
  ]);
  return names.some((name) => covers(name, host))
    ? held(`A certificate of the load balancer is for ${host}`, certificates[0]?.urn)
    : broken(
        `No certificate of the load balancer is for ${host}; they are for ${names.join(", ")}`,
        configuration.urn,
      );
}

/** The configuration of a gateway's load balancer. */
export const balancerOf = (world: World, gateway: ResourceView): ResourceView | undefined =>
  objectNamed(
    world,
    balancerType,
    gateway.at("metadata", "namespace").text() ?? "default",
    gateway.at("spec", "infrastructure", "parametersRef", "name").text() ?? "",
  );

/** The load balancer of a gateway, as the pods behind it see it. */
export function balancer(world: World, gateway: ResourceView): From {
  const scheme = balancerOf(world, gateway)?.at("spec", "scheme").text();
  const exposure = scheme === "internet-facing" ? "internet" : "internal";
  return { title: "The load balancer", blocks: balancerBlocks(world, exposure) };
}
