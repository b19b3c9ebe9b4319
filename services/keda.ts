import { defineService } from "./define.ts";

export const keda = defineService({
  name: "keda",
  title: "KEDA",
  summary: "Scales workloads by events, and down to none.",
  layer: "cluster",
  key: "eventScaling",
  keys: {},
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
