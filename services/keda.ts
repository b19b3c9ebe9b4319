import { defineService } from "./define.ts";

export const keda = defineService({
  name: "keda",
  title: "KEDA",
  summary: "Scales workloads by events, and down to none.",
  layer: "cluster",
  key: "eventScaling",
  namespace: "keda",
  keys: {},
  calls: ["prometheus"],
  metrics: [{ labels: { "app.kubernetes.io/part-of": "keda-operator" }, port: "metrics" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
