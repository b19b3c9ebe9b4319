import { purposeLabel } from "@aip/common/arguments/node-pool.ts";

/**
 * Priority classes of the platform's own pods, all above what a team may have. PlatformServices makes the first two; the
 * others are Kubernetes' own.
 */
export const platformPriority = {
  /** What the platform cannot do without: controllers, and what keeps state. */
  critical: "platform-critical",
  /** Services that people and models use, and the platform's jobs. */
  service: "platform",
  /** What runs on every node, and makes it of use. */
  node: "system-node-critical",
  /** What has to run before there is any class of ours: it makes nodes, or prepares them. */
  cluster: "system-cluster-critical",
} as const;

const toleratesSystem = { key: "CriticalAddonsOnly", operator: "Exists" } as const;

/** Controllers run on the system nodes, which are there before any other and go after all others. */
export const onSystemNodes = {
  nodeSelector: { [purposeLabel]: "system" },
  tolerations: [toleratesSystem],
} as const;

/**
 * What keeps state runs on pools of purpose `platform` or `system`: neither may be spot, whose end comes with two minutes of
 * notice, and no pod of a team comes to the first. A volume goes with its pod to another node, in the same zone alone.
 */
export const onStateNodes = {
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: purposeLabel, operator: "In", values: ["platform", "system"] }] },
        ],
      },
    },
  },
  tolerations: [
    { key: purposeLabel, operator: "Equal", value: "platform", effect: "NoSchedule" },
    toleratesSystem,
  ],
} as const;
