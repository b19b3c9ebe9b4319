import { blockContains, blocksOverlap, type Ipv4Block, parseNetwork } from "../ipv4.ts";
import { allHold, someKnown } from "../three-valued.ts";
import { UnknownValue, Value } from "../value.ts";
import type { ResourceView } from "../view/view.ts";
import { type Connection, describedPod, type Endpoint, type PodEndpoint } from "./connection.ts";
import { namespaceOf } from "./objects.ts";
import { selects } from "./selectors.ts";

/** One of the two lists of rules that a policy has. */
export type Direction = "egress" | "ingress";

/** The namespace of a policy. */
export const policyNamespace = (policy: ResourceView): string => namespaceOf(policy).text() ?? "default";

/** Whether a rule of a policy lets a connection through: one of its peers and one of its ports match. */
export function ruleAllows(
  rule: Value,
  policy: ResourceView,
  connection: Connection,
  direction: Direction,
): boolean {
  const peer = direction === "egress" ? connection.to : connection.from;
  const peers = rule.at(direction === "egress" ? "to" : "from");
  const receiver = (candidate: Value | undefined): PodEndpoint | undefined =>
    "pod" in connection.to && (direction === "ingress" || isSelector(candidate))
      ? connection.to.pod
      : undefined;
  const candidates = peers.isUnknown ? [peers] : peers.list();
  return someKnown(candidates.length === 0 ? [undefined] : candidates, (candidate) =>
    allHold(
      () => candidate === undefined || peerMatches(candidate, policy, peer),
      () => portsMatch(rule.at("ports"), connection, () => receiver(candidate)),
    ),
  );
}

function isSelector(peer: Value | undefined): boolean {
  if (peer?.isUnknown) throw new UnknownValue(peer.path);
  return peer?.at("ipBlock").isAbsent ?? false;
}

function peerMatches(candidate: Value, policy: ResourceView, peer: Endpoint): boolean {
  const block = candidate.at("ipBlock");
  if (!block.isAbsent) return blockMatches(block, peer);
  if (!("pod" in peer)) return false;
  const { pod } = peer;
  const [namespaces, pods] = [candidate.at("namespaceSelector"), candidate.at("podSelector")];
  if (namespaces.isAbsent && pods.isAbsent) return false;
  return allHold(
    () =>
      namespaces.isAbsent
        ? pod.namespace === policyNamespace(policy)
        : selects(
            namespaces,
            Value.of(
              { ...pod.namespaceLabels, "kubernetes.io/metadata.name": pod.namespace },
              `labels of ${pod.namespace}`,
            ),
          ),
    () => pods.isAbsent || selects(pods, Value.of(pod.labels, `labels of ${describedPod(pod)}`)),
  );
}

/** Whether a block and its exceptions hold every address of an end. */
function blockMatches(ipBlock: Value, peer: Endpoint): boolean {
  if ("local" in peer) return false;
  const block = parseNetwork(ipBlock.at("cidr").text());
  if (block === undefined) return false;
  const exceptions = ipBlock
    .at("except")
    .texts()
    .flatMap((text) => parseNetwork(text) ?? []);
  const holds = (target: Ipv4Block) =>
    blockContains(block, target) && !exceptions.some((exception) => blocksOverlap(exception, target));
  if (!("pod" in peer)) return holds(addressOf(peer.address));

  if (block.prefix === 0 && exceptions.length === 0) return true;
  const subnets = peer.pod.addresses.map(addressOf);
  const missed = (target: Ipv4Block) =>
    !blocksOverlap(block, target) || exceptions.some((exception) => blockContains(exception, target));
  if (subnets.length > 0 && subnets.every(holds)) return true;
  if (subnets.length > 0 && subnets.every(missed)) return false;
  throw new UnknownValue(`the address of ${describedPod(peer.pod)}`);
}

function addressOf(text: string): Ipv4Block {
  const block = parseNetwork(text);
  if (block === undefined) {
    throw new Error(
      `"${text}" is no end of a connection: it has to be an IPv4 address or block, such as 10.0.0.0/16`,
    );
  }
  return block;
}

type Receiver = () => PodEndpoint | undefined;

/** @param receiver The pod whose named ports count; none where names cannot be resolved. */
function portsMatch(ports: Value, connection: Connection, receiver: Receiver): boolean {
  const list = ports.list();
  if (list.length === 0) return true;
  return someKnown(list, (port) => {
    const protocol = port.at("protocol").isAbsent ? "TCP" : port.at("protocol").text();
    return allHold(
      () => protocol === (connection.protocol ?? "TCP"),
      () => port.at("port").isAbsent || portMatches(port, connection, receiver),
    );
  });
}

function portMatches(entry: Value, { port, protocol }: Connection, receiver: Receiver): boolean {
  const name = entry.at("port").text();
  if (name === undefined) {
    const first = entry.at("port").number() ?? 0;
    const last = entry.at("endPort").number() ?? first;
    return first <= port && port <= last;
  }
  return (
    receiver()?.ports.some(
      (named) =>
        named.name === name && named.containerPort === port && named.protocol === (protocol ?? "TCP"),
    ) ?? false
  );
}
