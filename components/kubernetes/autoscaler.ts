import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Scaling } from "./workload-args.ts";

/** Grows at once and shrinks slowly: a pod that is gone too early costs more than one that stays five minutes. */
const behavior = { scaleDown: { stabilizationWindowSeconds: 300 } };

/** The autoscaler of a Deployment; none where the number of pods is fixed. */
export function autoscale(
  name: string,
  deployment: string,
  namespace: pulumi.Input<string>,
  scaling: Scaling,
  options: pulumi.CustomResourceOptions,
): void {
  const metadata = { name: deployment, namespace };
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: deployment };
  switch (scaling.by) {
    case "fixed":
      return;
    case "cpu":
      new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
        `${name}-autoscaler`,
        {
          metadata,
          spec: {
            scaleTargetRef: target,
            minReplicas: scaling.min,
            maxReplicas: scaling.max,
            metrics: [
              {
                type: "Resource",
                resource: {
                  name: "cpu",
                  target: { type: "Utilization", averageUtilization: scaling.target ?? 70 },
                },
              },
            ],
            behavior,
          },
        },
        options,
      );
      return;
    case "prometheus":
      new kubernetes.apiextensions.CustomResource(
        `${name}-autoscaler`,
        {
          apiVersion: "keda.sh/v1alpha1",
          kind: "ScaledObject",
          metadata,
          spec: {
            scaleTargetRef: target,
            minReplicaCount: scaling.min,
            maxReplicaCount: scaling.max,
            advanced: { horizontalPodAutoscalerConfig: { behavior } },
            triggers: [
              {
                type: "prometheus",
                metadata: {
                  serverAddress: scaling.serverAddress,
                  query: scaling.query,
                  threshold: String(scaling.threshold),
                },
              },
            ],
          },
        },
        options,
      );
  }
}
