import { defineService } from "./define.ts";

export const certManager = defineService({
  name: "cert-manager",
  title: "cert-manager",
  summary: "Certificates for use inside the cluster.",
  layer: "cluster",
  key: "certificates",
  namespace: "cert-manager",
  keys: {},
  metrics: [{ labels: { "app.kubernetes.io/instance": "cert-manager" }, port: "http-metrics" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
