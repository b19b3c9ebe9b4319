import { defineService } from "./define.ts";

export const gangScheduling = defineService({
  name: "gang-scheduling",
  title: "JobSet and LeaderWorkerSet",
  summary: "Groups of pods that start together or not at all.",
  layer: "cluster",
  key: "gangScheduling",
  keys: {},
  metrics: [
    {
      namespace: "jobset-system",
      labels: { "app.kubernetes.io/name": "jobset", "app.kubernetes.io/component": "controller" },
      port: "https",
      scheme: "https",
      token: true,
    },
    {
      namespace: "lws-system",
      labels: { "app.kubernetes.io/name": "lws", "app.kubernetes.io/component": "metrics-service" },
      port: "https",
      scheme: "https",
      token: true,
    },
  ],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
