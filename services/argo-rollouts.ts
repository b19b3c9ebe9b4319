import { defineService } from "./define.ts";

export const argoRollouts = defineService({
  name: "argo-rollouts",
  title: "Argo Rollouts",
  summary: "Releases in steps that measure, and go back by themselves.",
  layer: "cluster",
  key: "rollouts",
  keys: {},
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
