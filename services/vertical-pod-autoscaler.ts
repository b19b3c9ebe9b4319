import { defineService } from "./define.ts";

export const verticalPodAutoscaler = defineService({
  name: "vertical-pod-autoscaler",
  title: "Vertical Pod Autoscaler",
  summary: "Recommends what workloads should ask for, and changes nothing.",
  layer: "cluster",
  key: "recommendations",
  namespace: "vpa",
  keys: {},
  metrics: [{ labels: { "app.kubernetes.io/name": "vpa" }, port: "metrics" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
