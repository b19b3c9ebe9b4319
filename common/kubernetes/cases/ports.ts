import { into, type NetworkCase, outOf, server } from "./case.ts";

const anyone = [{ namespaceSelector: {} }];
const on = (...ports: readonly unknown[]) => into({ from: anyone, ports });
const outOn = (...ports: readonly unknown[]) => outOf({ to: anyone, ports });

/** On which ports rules let through. */
export const ports: readonly NetworkCase[] = [
  { says: "a rule without ports is for all ports", policies: [into({ from: anyone })], expected: "allowed" },
  { says: "a rule with empty ports is for all ports", policies: [on()], expected: "allowed" },
  { says: "a port of the rule", policies: [on({ port: 8080 })], expected: "allowed" },
  { says: "another port", policies: [on({ port: 8081 })], expected: "ingress refused" },
  {
    says: "one of several ports is enough",
    policies: [outOn({ port: 53 }, { port: 8080 })],
    expected: "allowed",
  },
  {
    says: "peer and port of one rule both have to match",
    policies: [into({ from: [{ podSelector: {} }], ports: [{ port: 8080 }] })],
    expected: "ingress refused",
  },
  {
    says: "ports without a protocol are of TCP",
    policies: [on({ port: 8080 })],
    connection: { protocol: "UDP" },
    expected: "ingress refused",
  },
  {
    says: "the protocol has to match",
    policies: [outOn({ port: 53, protocol: "UDP" })],
    connection: { port: 53, protocol: "UDP" },
    expected: "allowed",
  },
  {
    says: "a protocol alone means all of its ports",
    policies: [on({ protocol: "SCTP" })],
    connection: { port: 3868, protocol: "SCTP" },
    expected: "allowed",
  },
  {
    says: "a protocol alone means no port of another one",
    policies: [on({ protocol: "UDP" })],
    expected: "ingress refused",
  },
  { says: "the first port of a range", policies: [on({ port: 8080, endPort: 8090 })], expected: "allowed" },
  {
    says: "the last port of a range",
    policies: [on({ port: 8000, endPort: 8080 })],
    expected: "allowed",
  },
  {
    says: "a port after the range",
    policies: [on({ port: 8000, endPort: 8079 })],
    expected: "ingress refused",
  },
  {
    says: "a named port is the port that the called pod gives the name",
    policies: [on({ port: "http" })],
    expected: "allowed",
  },
  {
    says: "a named port is no other port of the pod",
    policies: [on({ port: "http" })],
    connection: { port: 9090 },
    expected: "ingress refused",
  },
  {
    says: "a name that the called pod does not have lets nothing in",
    policies: [on({ port: "metrics" })],
    expected: "ingress refused",
  },
  {
    says: "a named port is of its own protocol",
    policies: [on({ port: "dns", protocol: "TCP" })],
    connection: { port: 5353 },
    expected: "ingress refused",
  },
  {
    says: "a named port of egress is one of the called pod as well",
    policies: [outOn({ port: "dns", protocol: "UDP" })],
    connection: { port: 5353, protocol: "UDP" },
    expected: "allowed",
  },
  {
    says: "a named port of egress means nothing with a block of addresses",
    policies: [outOf({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: "http" }] })],
    expected: "egress refused",
  },
  {
    says: "a named port of egress means nothing without to",
    policies: [outOf({ ports: [{ port: "http" }] })],
    expected: "egress refused",
  },
  {
    says: "a named port of ingress is the called pod's, whoever calls",
    policies: [into({ from: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: "http" }] })],
    connection: { from: { address: "203.0.113.7" } },
    expected: "allowed",
  },
  {
    says: "one name may be a different port in each pod",
    policies: [on({ port: "http" })],
    connection: {
      to: { pod: { ...server, ports: [{ name: "http", containerPort: 80, protocol: "TCP" }] } },
      port: 80,
    },
    expected: "allowed",
  },
  {
    says: "digits in quotes are a name, and no pod has it",
    policies: [on({ port: "8080" })],
    expected: "ingress refused",
  },
];
