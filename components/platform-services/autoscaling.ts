import type * as pulumi from "@pulumi/pulumi";
import { onSystemNodes } from "../kubernetes/placement.ts";
import type { Flow } from "../kubernetes/traffic.ts";
import { type ControllerContext, containerSecurity, podSecurity, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

/**
 * KEDA: workloads that scale by events, and down to none. It holds no rights in AWS itself; a workload that scales by a
 * queue lets KEDA use its own role (`identityOwner: workload`). Costs nothing.
 *
 * @param calls Whom it asks for metrics.
 */
export const eventScaling = (
  name: string,
  context: ControllerContext,
  calls: readonly Flow[],
  parent: pulumi.Resource,
): Controller =>
  new Controller(
    name,
    {
      context,
      chart: "keda",
      namespace: "keda",
      releaseName: "keda",
      values: eventScalingValues(context),
      calledAt: [6443, 9443],
      metricsPorts: [8080],
      egress: calls,
    },
    { parent },
  );

/** Values of the chart keda. */
export function eventScalingValues(context: ControllerContext): Record<string, unknown> {
  const count = replicas(context);
  const budget = context.highlyAvailable ? { maxUnavailable: 1 } : {};
  const metrics = { enabled: true };
  return {
    ...onSystemNodes,
    clusterName: context.clusterName,
    operator: { replicaCount: count },
    metricsServer: { replicaCount: count },
    webhooks: { replicaCount: count },
    podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
    resources: {
      operator: resources("100m", "512Mi"),
      metricServer: resources("50m", "256Mi"),
      webhooks: resources("20m", "128Mi"),
    },
    // What it scales besides Deployments and StatefulSets. The chart's own value is every resource, secrets too.
    rbac: {
      scaledRefKinds: [
        { apiGroup: "argoproj.io", kind: "rollouts" },
        { apiGroup: "leaderworkerset.x-k8s.io", kind: "leaderworkersets" },
      ],
    },
    // Workloads share their own roles with KEDA; a token of any service account of the cluster is more than it needs.
    permissions: { operator: { restrict: { secret: false } } },
    prometheus: { operator: metrics, metricServer: metrics, webhooks: metrics },
  };
}

/**
 * The recommender of the Vertical Pod Autoscaler. It says what workloads should ask for and changes nothing: an updater
 * would evict training jobs, and fight with KEDA over the same metrics. Costs nothing.
 */
export const recommendations = (
  name: string,
  context: ControllerContext,
  parent: pulumi.Resource,
): Controller =>
  new Controller(
    name,
    {
      context,
      chart: "vpa",
      namespace: "vpa",
      releaseName: "vpa",
      values: recommendationsValues(),
      metricsPorts: [8942],
    },
    { parent },
  );

/** Values of the chart vpa. */
export const recommendationsValues = (): Record<string, unknown> => ({
  recommender: { ...onSystemNodes, resources: resources("50m", "512Mi") },
  updater: { enabled: false },
  admissionController: { enabled: false },
});

/** metrics-server, for clusters without the add-on of that name. */
export const metricsServer = (
  name: string,
  context: ControllerContext,
  parent: pulumi.Resource,
): Controller =>
  new Controller(
    name,
    {
      context,
      chart: "metrics-server",
      namespace: "metrics-server",
      releaseName: "metrics-server",
      values: metricsServerValues(context),
      calledAt: [10250],
      // Kubelets, at the nodes' addresses.
      egress: [{ peers: context.vpcCidrs.map((cidr) => ({ cidr })), ports: [10250] }],
    },
    { parent },
  );

/** Values of the chart metrics-server. */
export const metricsServerValues = (context: ControllerContext): Record<string, unknown> => ({
  ...onSystemNodes,
  replicas: replicas(context),
  podDisruptionBudget: context.highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
  resources: resources("100m", "256Mi"),
  podSecurityContext: podSecurity,
  securityContext: { ...containerSecurity, runAsUser: 1000 },
});
