import { defineService } from "./define.ts";

export const gangScheduling = defineService({
  name: "gang-scheduling",
  title: "JobSet and LeaderWorkerSet",
  summary: "Groups of pods that start together or not at all.",
  layer: "cluster",
  key: "gangScheduling",
  keys: {},
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
