import { defineService } from "./define.ts";

export const loadBalancerController = defineService({
  name: "load-balancer-controller",
  title: "AWS Load Balancer Controller",
  summary: "Load balancers for Gateways and Services, and with them the Gateway API.",
  layer: "cluster",
  key: "loadBalancers",
  namespace: "aws-load-balancer-controller",
  keys: {},
  requires: [{ service: "cert-manager", because: "its webhooks need certificates" }],
  metrics: [{ labels: { "app.kubernetes.io/name": "aws-load-balancer-controller" }, port: "metrics-server" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
