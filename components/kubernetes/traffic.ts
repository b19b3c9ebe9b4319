import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { teamNamespaces } from "./namespace.ts";

/** One side of a connection: pods by namespace and label, or addresses. Give exactly one of `namespace`, `everyNamespace`, `everyTeam` and `cidr`. */
export interface Peer {
  /** Namespace of the pods. Default: none, one of the others is given. */
  readonly namespace?: pulumi.Input<string>;
  /** The pods of all namespaces. Default: none, one of the others is given. */
  readonly everyNamespace?: true;
  /** The pods of all teams. Default: none, one of the others is given. */
  readonly everyTeam?: true;
  /** Labels of the pods within the namespace. Default: all its pods. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** IPv4 range of the addresses. Default: none, one of the others is given. */
  readonly cidr?: pulumi.Input<string>;
  /** IPv4 ranges within `cidr` that are not meant. Default: none. */
  readonly except?: readonly pulumi.Input<string>[];
}

/** Connections that are allowed: to or from these peers, on these TCP ports. */
export interface Flow {
  /** The other sides, one or more. */
  readonly peers: readonly Peer[];
  /** TCP ports of the pods or addresses that are called, one or more; a text is a pod's own name for its port. */
  readonly ports: readonly pulumi.Input<number | string>[];
}

/**
 * The address on each node where pods fetch their Pod Identity credentials
 * (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html).
 */
export const podIdentityAgent: Flow = { peers: [{ cidr: "169.254.170.23/32" }], ports: [80] };

/** HTTPS to anywhere: the APIs of AWS have no fixed addresses, and neither has that of the cluster. */
export const publicHttps: Flow = { peers: [{ cidr: "0.0.0.0/0" }], ports: [443] };

type NetworkPolicyPeer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;

/** A peer as Kubernetes has it. */
export const toPeer = (peer: Peer): NetworkPolicyPeer =>
  peer.cidr !== undefined
    ? { ipBlock: { cidr: peer.cidr, ...(peer.except === undefined ? {} : { except: [...peer.except] }) } }
    : {
        namespaceSelector: namespacesOf(peer),
        ...(peer.podLabels === undefined ? {} : { podSelector: { matchLabels: { ...peer.podLabels } } }),
      };

function namespacesOf({ namespace, everyNamespace, everyTeam }: Peer) {
  if (everyNamespace) return {};
  if (everyTeam) return teamNamespaces;
  return { matchLabels: { "kubernetes.io/metadata.name": namespace as pulumi.Input<string> } };
}

const toPorts = (flow: Flow) => flow.ports.map((port) => ({ protocol: "TCP", port }));

/** Rules for connections that come in. */
export const ingressRules = (flows: readonly Flow[]) =>
  flows.map((flow) => ({ from: flow.peers.map(toPeer), ports: toPorts(flow) }));

/** Rules for connections that go out. */
export const egressRules = (flows: readonly Flow[]) =>
  flows.map((flow) => ({ to: flow.peers.map(toPeer), ports: toPorts(flow) }));
