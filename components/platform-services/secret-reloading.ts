import type * as pulumi from "@pulumi/pulumi";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, containerSecurity, podSecurity, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

/**
 * Reloader: a rolling update of each workload, and another run of each job, that asks for it by an annotation and one of
 * whose secrets has changed. It reads all secrets of the cluster and may change all workloads; nothing that holds less can
 * do this. Costs nothing.
 */
export const secretReloading = (
  name: string,
  context: ControllerContext,
  parent: pulumi.Resource,
): Controller =>
  new Controller(
    name,
    {
      context,
      chart: "reloader",
      namespace: "reloader",
      releaseName: "reloader",
      values: secretReloadingValues(context),
      metricsPorts: [9090],
    },
    { parent },
  );

/** Values of the chart reloader. */
export const secretReloadingValues = (context: ControllerContext): Record<string, unknown> => ({
  reloader: {
    // ConfigMaps are Pulumi's own, which starts pods anew itself.
    ignoreConfigMaps: true,
    ignoreCronJobs: true,
    // An annotation of the pods; a variable would be among those that Pulumi sets.
    reloadStrategy: "annotations",
    enableHA: context.highlyAvailable,
    // What changed while it was away counts too.
    syncAfterRestart: true,
    readOnlyRootFileSystem: true,
    podDisruptionBudget: context.highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    deployment: {
      ...onSystemNodes,
      replicas: replicas(context),
      resources: resources("50m", "256Mi"),
      securityContext: { ...podSecurity, runAsUser: 65534 },
      containerSecurityContext: containerSecurity,
    },
  },
});
