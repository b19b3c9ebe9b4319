import { defineService } from "./define.ts";

export const reloader = defineService({
  name: "reloader",
  title: "Reloader",
  summary: "Starts pods anew, one by one, after a secret that they use has changed.",
  layer: "cluster",
  key: "secretReloading",
  namespace: "reloader",
  keys: {},
  requiredInProduction: "a password that changes would otherwise take down the services that use it",
  metrics: [{ labels: { "app.kubernetes.io/name": "reloader" }, port: "http" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
