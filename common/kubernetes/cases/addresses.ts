import { client, into, type NetworkCase, outOf, server } from "./case.ts";

const block = (cidr: string, ...except: readonly string[]) => ({
  to: [{ ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) } }],
});
const to = (address: string) => ({ to: { address } });

/** Whom rules let through by address. */
export const addresses: readonly NetworkCase[] = [
  {
    says: "an address within the block is let through",
    policies: [outOf(block("192.0.2.0/24"))],
    connection: to("192.0.2.200"),
    expected: "allowed",
  },
  {
    says: "an address beside the block is not",
    policies: [outOf(block("192.0.2.0/24"))],
    connection: to("192.0.3.1"),
    expected: "egress refused",
  },
  {
    says: "a block of one address holds that address alone",
    policies: [outOf(block("169.254.170.23/32"))],
    connection: to("169.254.170.24"),
    expected: "egress refused",
  },
  {
    says: "an address of an exception is not let through",
    policies: [outOf(block("0.0.0.0/0", "10.0.0.0/8", "169.254.169.254/32"))],
    connection: to("169.254.169.254"),
    expected: "egress refused",
  },
  {
    says: "an address beside all exceptions is",
    policies: [outOf(block("0.0.0.0/0", "10.0.0.0/8", "169.254.169.254/32"))],
    connection: to("198.51.100.1"),
    expected: "allowed",
  },
  {
    says: "an exception of one rule takes nothing away from another rule",
    policies: [outOf(block("0.0.0.0/0", "10.0.0.0/8"), block("10.1.0.0/16"))],
    connection: to("10.1.2.3"),
    expected: "allowed",
  },
  {
    says: "a range that is wholly within the block is let through",
    policies: [outOf(block("10.0.0.0/8"))],
    connection: to("10.4.0.0/14"),
    expected: "allowed",
  },
  {
    says: "a range that is partly outside is not",
    policies: [outOf(block("10.0.0.0/16"))],
    connection: to("10.0.0.0/15"),
    expected: "egress refused",
  },
  {
    says: "a range that holds an exception is not",
    policies: [outOf(block("10.0.0.0/8", "10.5.5.5/32"))],
    connection: to("10.5.0.0/16"),
    expected: "egress refused",
  },
  {
    says: "host bits of a block count for nothing",
    policies: [outOf(block("192.0.2.77/24"))],
    connection: to("192.0.2.1"),
    expected: "allowed",
  },
  {
    says: "a block of IPv6 holds no address of IPv4",
    policies: [outOf(block("::/0"))],
    connection: to("192.0.2.1"),
    expected: "egress refused",
  },
  {
    says: "callers from outside are let in by their address",
    policies: [into({ from: [{ ipBlock: { cidr: "203.0.113.0/24" } }] })],
    connection: { from: { address: "203.0.113.7" } },
    expected: "allowed",
  },
  {
    says: "the block of everything means pods too",
    policies: [outOf(block("0.0.0.0/0"))],
    expected: "allowed",
  },
  {
    says: "a block that holds all subnets of a pod means the pod",
    policies: [outOf(block("10.0.0.0/16"))],
    expected: "allowed",
  },
  {
    says: "a block beside all subnets of a pod does not mean it",
    policies: [outOf(block("172.16.0.0/12"))],
    expected: "egress refused",
  },
  {
    says: "a block whose exception holds all subnets of a pod does not mean it",
    policies: [outOf(block("0.0.0.0/0", "10.0.0.0/8"))],
    expected: "egress refused",
  },
  {
    says: "whether a block that holds one of its subnets means a pod hangs on its address",
    policies: [outOf(block("10.0.16.0/20"))],
    expected: { undecided: /the address of pods of shop with app=server/ },
  },
  {
    says: "what hangs on an address does not matter where another rule decides",
    policies: [outOf(block("10.0.16.0/20"), { to: [{ namespaceSelector: {} }] })],
    expected: "allowed",
  },
  {
    says: "a pod whose subnets are not known is meant by the block of everything",
    policies: [outOf(block("0.0.0.0/0"))],
    connection: { to: { pod: { ...server, addresses: [] } } },
    expected: "allowed",
  },
  {
    says: "whether another block means a pod whose subnets are not known hangs on its address",
    policies: [into({ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })],
    connection: { from: { pod: { ...client, addresses: [] } } },
    expected: { undecided: /the address of pods of web/ },
  },
];
