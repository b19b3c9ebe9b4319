import { defineService } from "./define.ts";

export const argoRollouts = defineService({
  name: "argo-rollouts",
  title: "Argo Rollouts",
  summary: "Releases in steps that measure, and go back by themselves.",
  layer: "cluster",
  key: "rollouts",
  namespace: "argo-rollouts",
  keys: {},
  calls: ["prometheus"],
  metrics: [{ labels: { "app.kubernetes.io/name": "argo-rollouts" }, port: "metrics" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
