import { defineService } from "./define.ts";

export const externalDns = defineService({
  name: "external-dns",
  title: "ExternalDNS",
  summary: "DNS records for what the gateways serve.",
  layer: "cluster",
  key: "dnsRecords",
  namespace: "external-dns",
  keys: {},
  requires: [{ service: "load-balancer-controller", because: "its records name the load balancers" }],
  metrics: [{ labels: { "app.kubernetes.io/name": "external-dns" }, port: "http" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
