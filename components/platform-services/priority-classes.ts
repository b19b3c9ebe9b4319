import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { platformPriority } from "../kubernetes/placement.ts";

/**
 * What pods are worth when nodes are short, by name. Training does not push other pods out: it waits in a queue, and a
 * job that lost its pods would lose its work.
 */
export const priorityClasses = {
  [platformPriority.critical]: {
    value: 1_000_000,
    preempts: true,
    for: "What the platform cannot do without: controllers, and what keeps state",
  },
  [platformPriority.service]: {
    value: 500_000,
    preempts: true,
    for: "Services that people and models use, and the platform's jobs",
  },
  serving: { value: 100_000, preempts: true, for: "Models that answer people" },
  interactive: { value: 50_000, preempts: true, for: "Notebooks and what a person waits for" },
  training: { value: 10_000, preempts: false, for: "Training jobs" },
  "best-effort": { value: -10, preempts: false, for: "What may be stopped at any time" },
} as const;

export type PriorityClassName = keyof typeof priorityClasses;

/** The highest class of each rank of teams. */
const highest = { low: "training", normal: "interactive", high: "serving" } as const satisfies Record<
  string,
  PriorityClassName
>;

/** The classes that a team's pods may not have, those of Kubernetes itself included. */
export function priorityClassesAbove(rank: keyof typeof highest): string[] {
  const bound = priorityClasses[highest[rank]].value;
  const ours = Object.entries(priorityClasses).filter(([, { value }]) => value > bound);
  return ["system-cluster-critical", "system-node-critical", ...ours.map(([name]) => name)];
}

/** Creates them. Pods that name none have priority 0, between training and best effort. */
export function createPriorityClasses(name: string, parent: pulumi.Resource): pulumi.Resource[] {
  return Object.entries(priorityClasses).map(
    ([priority, { value, preempts, for: description }]) =>
      new kubernetes.scheduling.v1.PriorityClass(
        `${name}-${priority}`,
        {
          metadata: { name: priority },
          value,
          description,
          preemptionPolicy: preempts ? "PreemptLowerPriority" : "Never",
        },
        { parent },
      ),
  );
}
