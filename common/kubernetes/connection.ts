export type Protocol = "TCP" | "UDP" | "SCTP";

/** A port that a container names. */
export interface NamedPort {
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
}

/** The pods that one workload makes, as network policies see them. */
export interface PodEndpoint {
  readonly namespace: string;
  /** Labels of the namespace. The label of its name, which every cluster adds, need not be among them. */
  readonly namespaceLabels: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Record<string, unknown>>;
  /** Ports that its containers name. */
  readonly ports: readonly NamedPort[];
  /** IPv4 blocks of the subnets that the pods get their addresses from. Empty where that is not known. */
  readonly addresses: readonly string[];
  /** Whether the pods have the addresses of their nodes, whose traffic no policy restricts. Default: false. */
  readonly hostNetwork?: boolean;
}

/**
 * One end of a connection: pods; an IPv4 address, or a block that stands for all of its addresses; the node that the
 * other end runs on, such as the kubelet that probes it; or the very pod at the other end.
 */
export type Endpoint =
  | { readonly pod: PodEndpoint }
  | { readonly address: string }
  | { readonly local: "node" | "pod" };

export interface Connection {
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Port of the pod or address that is called: behind a Service the target port, not the Service's own. */
  readonly port: number;
  /** Default: TCP. */
  readonly protocol?: Protocol;
}

/** `pods of ml with app=server`, for messages. */
export const describedPod = (pod: PodEndpoint): string => {
  const labels = Object.entries(pod.labels).map(([key, value]) => `${key}=${String(value)}`);
  return `pods of ${pod.namespace} with ${labels.length > 0 ? labels.join(", ") : "no labels"}`;
};

/** An end of a connection, for messages. */
export const described = (end: Endpoint): string => {
  if ("pod" in end) return describedPod(end.pod);
  if ("address" in end) return end.address;
  return end.local === "node" ? "its node" : "itself";
};
