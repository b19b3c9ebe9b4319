import type { Connection, Endpoint } from "@aip/common/kubernetes/connection.ts";
import { type ConnectionDecision, connectionDecision } from "@aip/common/kubernetes/network-policies.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import { attempt } from "@aip/common/three-valued.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, held, NotSeen, type Outcome } from "../outcome.ts";
import { type PlannedPod, placedIn } from "../world/pod.ts";
import type { World } from "../world/world.ts";
import { podBlocks } from "./addresses.ts";
import { type Caller, callerOf } from "./ends.ts";
import { backendOf } from "./services.ts";

/** Who calls: a pod, or addresses. */
export type From = Caller | { readonly title: string; readonly blocks: readonly string[] };

const ends = (from: From): Endpoint[] =>
  "end" in from ? [{ pod: from.end }] : from.blocks.map((address) => ({ address }));

/** A port of a Service. */
interface Target {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

/** Whether a caller reaches a Service of the cluster: all pods behind it, from all of its own addresses. */
export function reachService(
  world: World,
  from: From,
  {
    namespace,
    service,
    port,
  }: { readonly namespace: string; readonly service: string; readonly port: number },
): Outcome {
  const backend = seen(() => backendOf(world, namespace, service, port));
  if (backend instanceof NotSeen) return reachUnseen(world, from, { namespace, service, port }, backend);
  if (typeof backend === "string") return broken(backend);
  for (const pod of backend.pods) {
    const target = backend.portOf(pod);
    if (target === undefined) {
      return broken(
        `Port ${port} of Service ${service} leads to a port that ${pod.owner} does not name`,
        backend.place,
      );
    }
    const outcome = reachPod(world, from, pod, target);
    if (outcome.verdict !== "held") return outcome;
  }
  return held(`${from.title} reaches ${service}.${namespace}:${port}`, backend.place);
}

function seen<T>(look: () => T): T | NotSeen {
  try {
    return look();
  } catch (signal) {
    if (signal instanceof NotSeen) return signal;
    throw signal;
  }
}

/**
 * Whether policies keep a caller from a Service whose pods a closed chart hides, whatever labels and ports these have.
 *
 * @throws NotSeen where they do not.
 */
function reachUnseen(
  world: World,
  from: From,
  { namespace, service, port }: Target,
  hidden: NotSeen,
): Outcome {
  // What hangs on the labels of the pods is not known.
  const labels = unknownValue as unknown as Record<string, unknown>;
  const namespaceLabels = world.namespaces.get(namespace) ?? {};
  const to = { pod: { namespace, namespaceLabels, labels, ports: [], addresses: podBlocks(world) } };
  const policies = world.networkPolicies.get(namespace) ?? [];
  const refusal = (end: Endpoint, candidate: number) => {
    const { value } = attempt(() => decide(world, { from: end, to, port: candidate }));
    return value?.allowed === false ? value : undefined;
  };
  for (const end of ends(from)) {
    const refusals = [port, ...policies.flatMap(portsOf)].map((candidate) => refusal(end, candidate));
    const [first] = refusals;
    if (first && refusals.every((each) => each !== undefined)) {
      return refusedBy(first, `${from.title} does not reach ${service} of ${namespace}`);
    }
  }
  throw hidden;
}

/** The ports that the rules of a policy name. */
const portsOf = (policy: ResourceView): number[] =>
  policy
    .at("spec", "ingress")
    .list()
    .flatMap((rule) => rule.at("ports").list())
    .flatMap((port) => port.at("port").number() ?? []);

/** Whether a caller reaches a port of planned pods. */
export function reachPod(world: World, from: From, pod: PlannedPod, port: number): Outcome {
  const to: Endpoint = { pod: callerOf(world, pod).end };
  for (const end of ends(from)) {
    const decision = decide(world, { from: end, to, port });
    if (!decision.allowed) return refusedBy(decision, `${from.title} does not reach ${pod.owner} on ${port}`);
  }
  return held(`${from.title} reaches ${pod.owner} on ${port}`, pod.urn);
}

/** Whether a caller reaches a port of pods that no plan shows. */
export function reachEnd(world: World, from: From, to: Caller, port: number): Outcome {
  for (const end of ends(from)) {
    const decision = decide(world, { from: end, to: { pod: to.end }, port });
    if (!decision.allowed) return refusedBy(decision, `${from.title} does not reach ${to.title} on ${port}`);
  }
  return held(`${from.title} reaches ${to.title} on ${port}`);
}

/**
 * Whether a pod reaches addresses, by one block.
 *
 * @param to How messages name what is there.
 */
export function reachAddress(world: World, from: Caller, address: string, port: number, to: string): Outcome {
  const decision = decide(world, { from: { pod: from.end }, to: { address }, port });
  if (decision.allowed) return held(`${from.title} reaches ${to} on ${port}`);
  return refusedBy(decision, `${from.title} does not reach ${to} on ${port}`);
}

/** By the policies of the namespaces at both ends; no other isolates their pods. */
function decide({ networkPolicies }: World, connection: Connection): ConnectionDecision {
  const namespaces = [connection.from, connection.to].flatMap((end) =>
    "pod" in end ? [end.pod.namespace] : [],
  );
  const policies = [...new Set(namespaces)].flatMap((namespace) => networkPolicies.get(namespace) ?? []);
  return connectionDecision(policies, connection);
}

/** The end that refuses, with the policies that isolate it and have no rule for the connection. */
function refusedBy({ egress, ingress }: ConnectionDecision, what: string): Outcome {
  const [side, direction] = egress.allowed === false ? [egress, "out"] : [ingress, "in"];
  const names = side.isolatedBy.map(
    (policy) => `${placedIn(policy)}/${policy.at("metadata", "name").text()}`,
  );
  const why = names.length === 0 ? side.reason : `no rule of ${names.join(", ")} lets it ${direction}`;
  // The policy that says the most is the one to change, and not the one that refuses everything.
  const place = side.isolatedBy.find(
    (policy) => policy.at("spec", direction === "out" ? "egress" : "ingress").isSet,
  );
  return broken(`${what}: ${why}`, (place ?? side.isolatedBy[0])?.urn);
}
