import { unknownValue } from "../../protocol.ts";
import type { Connection, PodEndpoint } from "../connection.ts";

export const unknown = unknownValue;

/** What the ends say: both allow, one refuses, both refuse; or the value that a decision hangs on. */
export type Expected =
  | "allowed"
  | "egress refused"
  | "ingress refused"
  | "both refused"
  | { undecided: RegExp };

/** A policy: its namespace, and its spec. */
export type Policy = readonly [namespace: unknown, spec: unknown];

export interface NetworkCase {
  /** What the specification says, in a sentence. */
  readonly says: string;
  readonly policies: readonly Policy[];
  /** Default: `client` calls `server` on TCP 8080. */
  readonly connection?: Partial<Connection>;
  readonly expected: Expected;
}

/** A pod of namespace `web` in team `a`. */
export const client: PodEndpoint = {
  namespace: "web",
  namespaceLabels: { team: "a", tier: "front" },
  labels: { app: "client", track: "stable" },
  ports: [],
  addresses: ["10.0.0.0/20", "10.0.16.0/20"],
};

/** A pod of namespace `shop` in team `b`, which names two ports. */
export const server: PodEndpoint = {
  namespace: "shop",
  namespaceLabels: { team: "b" },
  labels: { app: "server" },
  ports: [
    { name: "http", containerPort: 8080, protocol: "TCP" },
    { name: "dns", containerPort: 5353, protocol: "UDP" },
  ],
  addresses: ["10.0.0.0/20", "10.0.16.0/20"],
};

/** Another pod of the namespace of `server`. */
export const neighbour: PodEndpoint = { ...server, labels: { app: "neighbour" }, ports: [] };

/** A policy for all pods of `shop` that allows this ingress. */
export const into = (...ingress: readonly unknown[]): Policy => [
  "shop",
  { podSelector: {}, policyTypes: ["Ingress"], ingress },
];

/** A policy for all pods of `web` that allows this egress. */
export const outOf = (...egress: readonly unknown[]): Policy => [
  "web",
  { podSelector: {}, policyTypes: ["Egress"], egress },
];
