import { into, type NetworkCase, outOf, server, unknown } from "./case.ts";

/** Decisions among values that are not known yet. */
export const undecided: readonly NetworkCase[] = [
  {
    says: "a policy whose namespace is not known may isolate the pod",
    policies: [[unknown, { podSelector: {} }]],
    expected: { undecided: /metadata\.namespace/ },
  },
  {
    says: "a policy whose namespace is not known is no matter where it does not select the pod",
    policies: [[unknown, { podSelector: { matchLabels: { app: "other" } } }]],
    expected: "allowed",
  },
  {
    says: "a policy that is not known at all is no matter where another rule lets the pod in",
    policies: [into({}), ["shop", unknown]],
    expected: "allowed",
  },
  {
    says: "rules that are not known may let the pod in",
    policies: [into(), ["shop", { podSelector: {}, policyTypes: ["Ingress"], ingress: unknown }]],
    expected: { undecided: /spec\.ingress/ },
  },
  {
    says: "peers that are not known are no matter on another port",
    policies: [into({ from: unknown, ports: [{ port: 9090 }] })],
    expected: "ingress refused",
  },
  {
    says: "peers that are not known matter on the port",
    policies: [outOf({ to: unknown, ports: [{ port: 8080 }] })],
    expected: { undecided: /spec\.egress\[0\]\.to/ },
  },
  {
    says: "a peer that is not known may be one whose named ports count",
    policies: [outOf({ to: [unknown], ports: [{ port: "http" }] })],
    expected: { undecided: /spec\.egress\[0\]\.to\[0\]/ },
  },
  {
    says: "a port that is not known is no matter for another peer",
    policies: [into({ from: [{ podSelector: {} }], ports: [{ port: unknown }] })],
    expected: "ingress refused",
  },
  {
    says: "a port that is not known matters for the peer",
    policies: [into({ from: [{ namespaceSelector: {} }], ports: [{ port: unknown }] })],
    expected: { undecided: /ports\[0\]\.port/ },
  },
  {
    says: "an exception that is not known matters for an address of the block",
    policies: [outOf({ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [unknown] } }] })],
    connection: { to: { address: "192.0.2.1" } },
    expected: { undecided: /except\[0\]/ },
  },
  {
    says: "a label of the pod that is not known matters where a selector asks for it",
    policies: [["shop", { podSelector: { matchLabels: { version: "2" } } }]],
    connection: { to: { pod: { ...server, labels: { app: "server", version: unknown } } } },
    expected: { undecided: /version/ },
  },
  {
    says: "what one end hangs on is no matter where the other refuses",
    policies: [outOf(), ["shop", unknown]],
    expected: "egress refused",
  },
];
