import { defineService } from "./define.ts";

export const externalSecrets = defineService({
  name: "external-secrets",
  title: "External Secrets",
  summary: "Brings secrets of AWS Secrets Manager into the cluster, and keeps them up to date.",
  layer: "security",
  key: "externalSecrets",
  namespace: "external-secrets",
  keys: {},
  metrics: [{ labels: { "app.kubernetes.io/instance": "external-secrets" }, port: "metrics" }],
  login: { kind: "none", reason: "It serves nothing." },
});
