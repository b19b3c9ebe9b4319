import { defineService } from "./define.ts";

export const kueue = defineService({
  name: "kueue",
  title: "Kueue",
  summary: "Queues of the teams, with quotas of GPUs that idle ones lend.",
  layer: "cluster",
  key: "queues",
  namespace: "kueue-system",
  keys: {},
  metrics: [
    {
      labels: { "app.kubernetes.io/name": "kueue", "app.kubernetes.io/component": "metrics-service" },
      port: "https",
      scheme: "https",
      token: true,
    },
  ],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
