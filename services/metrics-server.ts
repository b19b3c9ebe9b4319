import { defineService } from "./define.ts";

export const metricsServer = defineService({
  name: "metrics-server",
  title: "metrics-server",
  summary: "The metrics API by chart, for clusters without the add-on of that name.",
  layer: "cluster",
  key: "metricsServer",
  keys: {},
  onByDefault: false,
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
