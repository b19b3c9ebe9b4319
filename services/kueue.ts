import { defineService } from "./define.ts";

export const kueue = defineService({
  name: "kueue",
  title: "Kueue",
  summary: "Queues of the teams, with quotas of GPUs that idle ones lend.",
  layer: "cluster",
  key: "queues",
  keys: {},
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
