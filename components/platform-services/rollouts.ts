import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { image } from "../kubernetes/image.ts";
import { onSystemNodes } from "../kubernetes/placement.ts";
import type { Flow } from "../kubernetes/traffic.ts";
import { type ControllerContext, containerSecurity, podSecurity, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";

export interface RolloutsArgs {
  /** Cluster that the controllers run on, and how. */
  readonly context: ControllerContext;
  /** Whom it asks how a release does. */
  readonly calls: readonly Flow[];
  /** Address of Prometheus in the cluster. Default: there is none, and no template of an analysis. */
  readonly prometheusUrl?: string | undefined;
}

const plugin = "rollouts-plugin-trafficrouter-gatewayapi";
const pluginFolder = "/home/argo-rollouts/plugins";

/**
 * Argo Rollouts: releases in steps that measure, and go back by themselves. Weights of a release are those of an HTTPRoute, by
 * the plugin `argoproj-labs/gatewayAPI`. Where there is Prometheus, every namespace has the analysis `prometheus`, a
 * ClusterAnalysisTemplate: the result of the argument `query` is asked for each minute, and the release goes back when it
 * has been above the argument `limit` three times. Costs nothing.
 */
export function rollouts(name: string, args: RolloutsArgs, parent: pulumi.Resource): Controller {
  const controller = new Controller(
    name,
    {
      context: args.context,
      chart: "argo-rollouts",
      namespace: "argo-rollouts",
      releaseName: "argo-rollouts",
      values: rolloutsValues(args.context),
      metricsPorts: [8090],
      egress: args.calls,
    },
    { parent },
  );
  if (args.prometheusUrl !== undefined) {
    new kubernetes.apiextensions.CustomResource(
      `${name}-analysis`,
      {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "ClusterAnalysisTemplate",
        metadata: { name: "prometheus" },
        spec: analysis(args.prometheusUrl),
      },
      { parent: controller, dependsOn: controller.ready },
    );
  }
  return controller;
}

/** No result is a good one: a release without requests has no errors. */
const analysis = (address: string) => ({
  args: [{ name: "query" }, { name: "limit" }],
  metrics: [
    {
      name: "query",
      interval: "1m",
      failureLimit: 2,
      successCondition: "len(result) == 0 || isNaN(result[0]) || result[0] <= {{args.limit}}",
      provider: { prometheus: { address, query: "{{args.query}}" } },
    },
  ],
});

/** Values of the chart argo-rollouts. */
export const rolloutsValues = (context: ControllerContext): Record<string, unknown> => ({
  // Kept ones would be in the way of the next `up` after a teardown.
  keepCRDs: false,
  controller: {
    ...onSystemNodes,
    replicas: replicas(context),
    pdb: context.highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
    resources: resources("100m", "256Mi"),
    metrics: { enabled: true },
    // The controller would fetch the plugin from GitHub at each start.
    initContainers: [
      {
        name: "gateway-api-plugin",
        image: image("rollouts-gateway-api-plugin", context.imageMirror),
        command: ["cp", `/bin/${plugin}`, `${pluginFolder}/`],
        securityContext: { ...containerSecurity, runAsUser: 65534 },
        resources: resources("20m", "64Mi"),
        volumeMounts: [{ name: "plugins", mountPath: pluginFolder }],
      },
    ],
    volumes: [{ name: "plugins", emptyDir: {} }],
    volumeMounts: [{ name: "plugins", mountPath: pluginFolder }],
    trafficRouterPlugins: [
      { name: "argoproj-labs/gatewayAPI", location: `file://${pluginFolder}/${plugin}` },
    ],
  },
  podSecurityContext: podSecurity,
  providerRBAC: {
    enabled: true,
    providers: {
      gatewayAPI: true,
      awsLoadBalancerController: true,
      istio: false,
      smi: false,
      ambassador: false,
      awsAppMesh: false,
      traefik: false,
      apisix: false,
      contour: false,
      glooPlatform: false,
    },
  },
  dashboard: { enabled: false },
});
