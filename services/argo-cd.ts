import { defineService } from "./define.ts";

export const argoCd = defineService({
  name: "argo-cd",
  title: "Argo CD",
  summary: "Deploys the teams' own applications from their repositories.",
  layer: "cluster",
  key: "gitOps",
  namespace: "argocd",
  keys: {},
  subdomain: "argocd",
  metrics: [{ labels: { "app.kubernetes.io/part-of": "argocd" }, port: "metrics" }],
  login: {
    kind: "none",
    reason: "Its administrator is off and nobody may log in until there is single sign-on.",
  },
});
