import { client, into, type NetworkCase, neighbour, outOf, server } from "./case.ts";

/** Whom policies isolate, in which direction. */
export const isolation: readonly NetworkCase[] = [
  { says: "without any policy every pod may call every pod", policies: [], expected: "allowed" },
  {
    says: "a policy that selects the pod and allows nothing refuses all that comes in",
    policies: [["shop", { podSelector: {}, policyTypes: ["Ingress"] }]],
    expected: "ingress refused",
  },
  {
    says: "a policy that selects the pod and allows nothing refuses all that goes out",
    policies: [["web", { podSelector: {}, policyTypes: ["Egress"] }]],
    expected: "egress refused",
  },
  {
    says: "both ends have to allow a connection, and both may refuse it",
    policies: [
      ["shop", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }],
      ["web", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }],
    ],
    expected: "both refused",
  },
  {
    says: "what the caller's end allows, the called end may still refuse",
    policies: [outOf({}), into()],
    expected: "ingress refused",
  },
  {
    says: "a pod that is isolated for egress alone can be called",
    policies: [["shop", { podSelector: {}, policyTypes: ["Egress"] }]],
    expected: "allowed",
  },
  {
    says: "a pod that is isolated for ingress alone may call",
    policies: [["web", { podSelector: {}, policyTypes: ["Ingress"] }]],
    expected: "allowed",
  },
  {
    says: "replies need no rule: a policy for the egress of the called pod has no say",
    policies: [into({}), ["shop", { podSelector: {}, policyTypes: ["Egress"] }]],
    expected: "allowed",
  },
  {
    says: "a policy is for the pods of its own namespace only",
    policies: [["web", { podSelector: {}, policyTypes: ["Ingress"] }]],
    connection: { from: { pod: client }, to: { pod: server } },
    expected: "allowed",
  },
  {
    says: "a policy without a namespace is in the namespace default",
    policies: [[undefined, { podSelector: {} }]],
    connection: { to: { pod: { ...server, namespace: "default" } } },
    expected: "ingress refused",
  },
  {
    says: "a policy is for the pods that it selects only",
    policies: [["shop", { podSelector: { matchLabels: { app: "neighbour" } }, policyTypes: ["Ingress"] }]],
    expected: "allowed",
  },
  {
    says: "without policyTypes a policy is for ingress",
    policies: [["shop", { podSelector: {} }]],
    expected: "ingress refused",
  },
  {
    says: "without policyTypes and egress rules a policy is not for egress",
    policies: [["web", { podSelector: {} }]],
    expected: "allowed",
  },
  {
    says: "without policyTypes a policy that has egress rules is for egress too",
    policies: [["web", { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] }]],
    expected: "egress refused",
  },
  {
    says: "without policyTypes a policy that has egress rules is for ingress all the same",
    policies: [["shop", { podSelector: {}, egress: [{}] }]],
    expected: "ingress refused",
  },
  {
    says: "an empty list of egress rules is no egress rule",
    policies: [["web", { podSelector: {}, egress: [] }]],
    expected: "allowed",
  },
  {
    says: "rules of a direction that policyTypes does not name count for nothing",
    policies: [["shop", { podSelector: {}, policyTypes: ["Ingress"], egress: [{}] }]],
    expected: "ingress refused",
  },
  {
    says: "policies add up: what one allows, no other takes away",
    policies: [into(), into({ from: [{ namespaceSelector: {} }] }), into()],
    expected: "allowed",
  },
  {
    says: "rules of several policies do not combine: a peer of one and a port of another allow nothing",
    policies: [
      into({ from: [{ namespaceSelector: {} }], ports: [{ port: 9090 }] }),
      into({ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }),
    ],
    expected: "ingress refused",
  },
  {
    says: "pods of one namespace need rules as pods of two do",
    policies: [into()],
    connection: { from: { pod: neighbour } },
    expected: "ingress refused",
  },
  {
    says: "replicas of one workload need rules too",
    policies: [["shop", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }]],
    connection: { from: { pod: server } },
    expected: "both refused",
  },
  {
    says: "no policy refuses a pod itself",
    policies: [["shop", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }]],
    connection: { from: { local: "pod" } },
    expected: "allowed",
  },
  {
    says: "no policy refuses a pod the calls of its node, such as probes",
    policies: [into()],
    connection: { from: { local: "node" } },
    expected: "allowed",
  },
  {
    says: "no policy refuses a pod to call its node",
    policies: [outOf()],
    connection: { to: { local: "node" } },
    expected: "allowed",
  },
  {
    says: "no policy isolates pods on the network of their nodes",
    policies: [into()],
    connection: { to: { pod: { ...server, hostNetwork: true } } },
    expected: "allowed",
  },
  {
    says: "a pod on the network of its node is let in by its labels or address, as others are",
    policies: [outOf(), into({ from: [{ podSelector: {} }] })],
    connection: { from: { pod: { ...client, hostNetwork: true } } },
    expected: "ingress refused",
  },
  {
    says: "the outside is isolated by no policy",
    policies: [outOf(), into({})],
    connection: { from: { address: "203.0.113.7" } },
    expected: "allowed",
  },
];
