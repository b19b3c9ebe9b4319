import { defineService } from "./define.ts";

export const argoCd = defineService({
  name: "argo-cd",
  title: "Argo CD",
  summary: "Deploys the teams' own applications from their repositories.",
  layer: "cluster",
  key: "gitOps",
  namespace: "argocd",
  keys: {},
  serves: { service: "argocd-server", port: 80 },
  subdomain: "argocd",
  forward: { localPort: 8085 },
  metrics: [{ labels: { "app.kubernetes.io/part-of": "argocd" }, port: "metrics" }],
  login: {
    kind: "own",
    reason: "Its administrator, whose password is generated, until there is single sign-on.",
  },
});
