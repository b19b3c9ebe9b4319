import { client, into, type NetworkCase, neighbour, outOf, server } from "./case.ts";

const fromTeam = (...matchExpressions: readonly unknown[]) =>
  into({ from: [{ namespaceSelector: { matchExpressions } }] });

/** Whom rules let through by labels. */
export const peers: readonly NetworkCase[] = [
  { says: "a rule without from lets everybody in", policies: [into({})], expected: "allowed" },
  {
    says: "a rule with an empty from lets everybody in",
    policies: [into({ from: [] })],
    expected: "allowed",
  },
  { says: "a rule without to lets out to everywhere", policies: [outOf({})], expected: "allowed" },
  {
    says: "a rule with an empty to lets out to everywhere",
    policies: [outOf({ to: [] })],
    expected: "allowed",
  },
  {
    says: "a rule without from lets in addresses outside of the cluster too",
    policies: [into({})],
    connection: { from: { address: "203.0.113.7" } },
    expected: "allowed",
  },
  {
    says: "a podSelector alone means pods of the policy's own namespace",
    policies: [into({ from: [{ podSelector: { matchLabels: { app: "client" } } }] })],
    expected: "ingress refused",
  },
  {
    says: "an empty podSelector means all pods of the policy's own namespace",
    policies: [into({ from: [{ podSelector: {} }] })],
    connection: { from: { pod: neighbour } },
    expected: "allowed",
  },
  {
    says: "an empty podSelector means no pod of another namespace",
    policies: [into({ from: [{ podSelector: {} }] })],
    expected: "ingress refused",
  },
  {
    says: "an empty namespaceSelector means all pods of all namespaces",
    policies: [into({ from: [{ namespaceSelector: {} }] })],
    expected: "allowed",
  },
  {
    says: "an empty namespaceSelector means no address outside of the cluster",
    policies: [into({ from: [{ namespaceSelector: {} }] })],
    connection: { from: { address: "203.0.113.7" } },
    expected: "ingress refused",
  },
  {
    says: "a namespaceSelector compares labels of the namespace, not of the pod",
    policies: [into({ from: [{ namespaceSelector: { matchLabels: { app: "client" } } }] })],
    expected: "ingress refused",
  },
  {
    says: "a namespace is found by its name, which every namespace has as a label",
    policies: [
      outOf({ to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } }] }),
    ],
    expected: "allowed",
  },
  {
    says: "nobody else can carry the name of a namespace",
    policies: [
      into({ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "web" } } }] }),
    ],
    connection: {
      from: {
        pod: { ...client, namespace: "thief", namespaceLabels: { "kubernetes.io/metadata.name": "web" } },
      },
    },
    expected: "ingress refused",
  },
  {
    says: "two selectors in one peer both have to match: the namespace does, the pod does not",
    policies: [
      into({
        from: [
          {
            namespaceSelector: { matchLabels: { team: "a" } },
            podSelector: { matchLabels: { app: "admin" } },
          },
        ],
      }),
    ],
    expected: "ingress refused",
  },
  {
    says: "two selectors in one peer both have to match: the pod does, the namespace does not",
    policies: [
      into({
        from: [
          {
            namespaceSelector: { matchLabels: { team: "c" } },
            podSelector: { matchLabels: { app: "client" } },
          },
        ],
      }),
    ],
    expected: "ingress refused",
  },
  {
    says: "two selectors in one peer that both match let the pod in",
    policies: [
      into({
        from: [
          {
            namespaceSelector: { matchLabels: { team: "a" } },
            podSelector: { matchLabels: { app: "client" } },
          },
        ],
      }),
    ],
    expected: "allowed",
  },
  {
    says: "of two peers one is enough, where one peer with both selectors is not",
    policies: [
      into({
        from: [
          { namespaceSelector: { matchLabels: { team: "a" } } },
          { podSelector: { matchLabels: { app: "admin" } } },
        ],
      }),
    ],
    expected: "allowed",
  },
  {
    says: "all labels of matchLabels have to match",
    policies: [into({ from: [{ namespaceSelector: { matchLabels: { team: "a", tier: "back" } } }] })],
    expected: "ingress refused",
  },
  {
    says: "In: the label has one of the values",
    policies: [fromTeam({ key: "team", operator: "In", values: ["a", "c"] })],
    expected: "allowed",
  },
  {
    says: "In: a label that is missing has none of the values",
    policies: [fromTeam({ key: "zone", operator: "In", values: ["", "a"] })],
    expected: "ingress refused",
  },
  {
    says: "NotIn: a label with one of the values does not match",
    policies: [fromTeam({ key: "team", operator: "NotIn", values: ["a"] })],
    expected: "ingress refused",
  },
  {
    says: "NotIn: a label that is missing matches",
    policies: [fromTeam({ key: "zone", operator: "NotIn", values: ["a"] })],
    expected: "allowed",
  },
  {
    says: "Exists: the label is there, whatever its value",
    policies: [fromTeam({ key: "tier", operator: "Exists" })],
    expected: "allowed",
  },
  {
    says: "Exists: a label that is missing does not match",
    policies: [fromTeam({ key: "zone", operator: "Exists" })],
    expected: "ingress refused",
  },
  {
    says: "DoesNotExist: the label is missing",
    policies: [fromTeam({ key: "zone", operator: "DoesNotExist" })],
    expected: "allowed",
  },
  {
    says: "DoesNotExist: a label that is there does not match",
    policies: [fromTeam({ key: "team", operator: "DoesNotExist" })],
    expected: "ingress refused",
  },
  {
    says: "labels and expressions of one selector all have to hold",
    policies: [
      into({
        from: [
          {
            namespaceSelector: {
              matchLabels: { team: "a" },
              matchExpressions: [{ key: "tier", operator: "In", values: ["back"] }],
            },
          },
        ],
      }),
    ],
    expected: "ingress refused",
  },
  {
    says: "the pods that a policy isolates may be named by an expression",
    policies: [
      [
        "shop",
        { podSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["server"] }] } },
      ],
    ],
    expected: "allowed",
  },
  {
    says: "a label of the right key and another value does not match",
    policies: [outOf({ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "Server" } } }] })],
    connection: { to: { pod: server } },
    expected: "egress refused",
  },
];
