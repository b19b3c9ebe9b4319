import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, podSecurity, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

/**
 * JobSet, for training over several nodes: groups of jobs that start, fail and restart together. With Kueue, which admits
 * a job when all of its pods fit, no second scheduler such as Volcano is needed. Costs nothing.
 */
export const jobSets = (name: string, context: ControllerContext, parent: pulumi.Resource): Controller =>
  new Controller(
    name,
    {
      context,
      chart: "jobset",
      namespace: "jobset-system",
      releaseName: "jobset",
      values: jobSetsValues(context),
      calledAt: [9443],
      metricsPorts: [8443],
    },
    { parent },
  );

/** Values of the chart jobset. */
export const jobSetsValues = (context: ControllerContext): Record<string, unknown> => ({
  controller: {
    ...onSystemNodes,
    replicas: replicas(context),
    resources: resources("100m", "256Mi"),
    podDisruptionBudget: context.highlyAvailable ? { enabled: true, minAvailable: 1 } : { enabled: false },
  },
});

/** LeaderWorkerSet, for models that are served by several nodes at once. Costs nothing. */
export function leaderWorkerSets(
  name: string,
  context: ControllerContext,
  parent: pulumi.Resource,
): Controller {
  const controller = new Controller(
    name,
    {
      context,
      chart: "lws",
      namespace: "lws-system",
      releaseName: "lws",
      values: leaderWorkerSetsValues(context),
      calledAt: [9443],
      metricsPorts: [8443],
    },
    { parent },
  );
  // The chart has one only together with a monitor, whose type is not there yet.
  new kubernetes.core.v1.Service(
    `${name}-metrics`,
    {
      metadata: {
        name: "lws-metrics",
        namespace: controller.namespace,
        labels: { "app.kubernetes.io/name": "lws", "app.kubernetes.io/component": "metrics-service" },
      },
      spec: {
        selector: { "app.kubernetes.io/name": "lws" },
        ports: [{ name: "https", port: 8443, targetPort: 8443, protocol: "TCP" }],
      },
    },
    // Its pods come with the chart, and are ready by then.
    { parent: controller, dependsOn: controller.ready },
  );
  if (context.highlyAvailable) {
    // The chart has none of its own.
    new kubernetes.policy.v1.PodDisruptionBudget(
      `${name}-disruption`,
      {
        metadata: { name: "lws", namespace: controller.namespace },
        spec: {
          maxUnavailable: 1,
          unhealthyPodEvictionPolicy: "AlwaysAllow",
          selector: { matchLabels: { "app.kubernetes.io/name": "lws" } },
        },
      },
      { parent: controller },
    );
  }
  return controller;
}

/** Values of the chart lws. */
export const leaderWorkerSetsValues = (context: ControllerContext): Record<string, unknown> => ({
  ...onSystemNodes,
  replicaCount: replicas(context),
  resources: resources("100m", "256Mi"),
  podSecurityContext: podSecurity,
});
