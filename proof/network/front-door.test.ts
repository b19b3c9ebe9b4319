import assert from "node:assert/strict";
import type { Resource } from "@aip/common/resource.ts";
import { resource } from "@aip/common/testing/resource.ts";
import type { Environment } from "@aip/environments";
import { container, object } from "../placement/testing/planned.ts";
import { worldOf } from "../world/world.ts";
import { covers, reachHost } from "./front-door.ts";

const host = "scores.example.com";
const arn = "arn:aws:acm:us-east-1:123456789012:certificate/a";
const namespace = (name: string, labels: object) =>
  object("core/v1:Namespace", name, { metadata: { name, labels } });

interface Changes {
  readonly listener?: object;
  readonly certificate?: string;
  readonly port?: number;
  readonly selector?: object;
  readonly policies?: readonly Resource[];
}

/** A front door that leads to a pod, with the changes of a case. */
function verdict({
  listener = {},
  certificate = "*.example.com",
  port = 80,
  selector = { app: "scores" },
  policies = [],
}: Changes = {}) {
  const outcome = reachHost(
    worldOf({} as Environment, [
      namespace("gateway", {}),
      namespace("scores", { part: "platform" }),
      resource("aws:ec2/subnet:Subnet", {
        cidrBlock: "10.0.0.0/20",
        tags: { Tier: "private", "kubernetes.io/role/internal-elb": "1" },
      }),
      resource("aws:acm/certificate:Certificate", { domainName: certificate }, { id: arn }),
      object(
        "gateway.k8s.aws/v1:LoadBalancerConfiguration",
        "door",
        { spec: { scheme: "internal", listenerConfigurations: [{ defaultCertificate: arn }] } },
        "gateway",
      ),
      object(
        "gateway.networking.k8s.io/v1:Gateway",
        "door",
        {
          spec: {
            infrastructure: { parametersRef: { name: "door" } },
            listeners: [
              {
                name: "https",
                protocol: "HTTPS",
                port: 443,
                allowedRoutes: {
                  namespaces: { from: "Selector", selector: { matchLabels: { part: "platform" } } },
                },
                ...listener,
              },
            ],
          },
        },
        "gateway",
      ),
      object(
        "gateway.networking.k8s.io/v1:HTTPRoute",
        "scores",
        {
          spec: {
            parentRefs: [{ name: "door", namespace: "gateway" }],
            hostnames: [host],
            rules: [{ backendRefs: [{ name: "scores", port }] }],
          },
        },
        "scores",
      ),
      object(
        "core/v1:Service",
        "scores",
        { spec: { selector, ports: [{ port: 80, targetPort: "http" }] } },
        "scores",
      ),
      object(
        "apps/v1:Deployment",
        "scores",
        {
          spec: {
            template: {
              metadata: { labels: { app: "scores" } },
              spec: {
                containers: [container({ cpu: "1" }, { ports: [{ name: "http", containerPort: 8080 }] })],
              },
            },
          },
        },
        "scores",
      ),
      ...policies,
    ]),
    host,
  );
  return [outcome.verdict, outcome.reason] as const;
}

const policy = (port: number) =>
  object(
    "networking.k8s.io/v1:NetworkPolicy",
    "scores",
    {
      spec: {
        podSelector: {},
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [{ port }] }],
      },
    },
    "scores",
  );

describe("the front door", () => {
  it("leads from a host to the pods of its service", () => {
    assert.equal(verdict()[0], "held");
    assert.equal(verdict({ policies: [policy(8080)] })[0], "held");
  });

  const broken: readonly [string, Changes, RegExp][] = [
    ["whose listener is for another host", { listener: { hostname: "*.other.com" } }, /No HTTPS listener/],
    ["that speaks no TLS", { listener: { protocol: "HTTP" } }, /No HTTPS listener/],
    [
      "that admits no routes of the namespace",
      { listener: { allowedRoutes: { namespaces: { from: "Same" } } } },
      /admit no routes of scores/,
    ],
    ["whose certificate is for another host", { certificate: "example.com" }, /No certificate/],
    ["whose route names a port that the service has not", { port: 81 }, /no port 81; it has 80/],
    ["whose service selects no pod", { selector: { app: "other" } }, /A pod that Service scores/],
    [
      "that the pods' policy allows at the port of the service only",
      { policies: [policy(80)] },
      /no rule of scores\/scores lets it in/,
    ],
  ];
  for (const [title, changes, reason] of broken) {
    it(`is broken ${title}`, () => {
      const [found, why] = verdict(changes);
      assert.equal(found, "broken");
      assert.match(why, reason);
    });
  }

  it("takes a certificate's star for one label", () => {
    assert.ok(covers("*.example.com", "a.example.com"));
    assert.ok(!covers("*.example.com", "a.b.example.com"));
    assert.ok(!covers("*.example.com", "example.com"));
  });
});
