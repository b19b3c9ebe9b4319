import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parseLabel } from "../kubernetes/monitor.ts";
import type { ObservabilityContext } from "./context.ts";

/** Pods whose metrics are read, wherever they run. */
export interface ScrapedPods {
  /** Name of the monitor, unique among them. */
  readonly name: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels of the pods; with `token`, of the Kubernetes service before them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the port, as the containers have it; with `token`, as the Kubernetes service has it. */
  readonly port: string;
  /** Path of the metrics. Default: `/metrics`. */
  readonly path?: string | undefined;
  /** Query of the path, by key. Default: none. */
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** `https` with a certificate that the pods made up themselves. Default: http. */
  readonly scheme?: "https" | undefined;
  /** Whether Prometheus shows the token of its service account. Default: it does not. */
  readonly token?: true | undefined;
}

export interface ServiceMetricsArgs {
  /** Where the monitors are made, and what they wait for. */
  readonly context: ObservabilityContext;
  /** Label that Prometheus picks monitors up by, as `key=value`: `monitorLabel` of `PrometheusStack`. */
  readonly monitorLabel: string;
  /** What is read. */
  readonly pods: readonly ScrapedPods[];
}

/**
 * Scrapes the controllers of layers that come before Prometheus and cannot ask for it themselves. A network policy beside
 * the pods has to let Prometheus in.
 *
 * Costs nothing by itself.
 *
 * @example
 * import { ServiceMetrics } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * new ServiceMetrics("service-metrics", {
 *   context: {
 *     environment: "dev",
 *     region: "us-east-1",
 *     clusterName: config.require("clusterName"),
 *     namespace: "observability",
 *     nodeNamespace: "node-telemetry",
 *     storageClass: "gp3",
 *     secretStore: "secrets",
 *     secretsKeyArn: config.require("secretsKeyArn"),
 *   },
 *   monitorLabel: "release=monitoring",
 *   pods: [
 *     { name: "keda", namespace: "keda", labels: { "app.kubernetes.io/part-of": "keda-operator" }, port: "metrics" },
 *   ],
 * });
 */
export class ServiceMetrics extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceMetricsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:observability:ServiceMetrics", name, {}, options);
    const { context, monitorLabel } = args;
    for (const pods of args.pods) {
      new kubernetes.apiextensions.CustomResource(
        `${name}-${pods.name}`,
        {
          apiVersion: "monitoring.coreos.com/v1",
          kind: pods.token ? "ServiceMonitor" : "PodMonitor",
          metadata: { name: pods.name, namespace: context.namespace, labels: parseLabel(monitorLabel) },
          spec: {
            namespaceSelector: { matchNames: [pods.namespace] },
            selector: { matchLabels: { ...pods.labels } },
            [pods.token ? "endpoints" : "podMetricsEndpoints"]: [endpoint(pods)],
          },
        },
        { parent: this, dependsOn: context.monitors ? [context.monitors] : [] },
      );
    }
    this.registerOutputs({});
  }
}

const endpoint = ({ port, path, query, scheme, token }: ScrapedPods) => ({
  port,
  path: path ?? "/metrics",
  interval: "30s",
  ...(query
    ? { params: Object.fromEntries(Object.entries(query).map(([key, value]) => [key, [value]])) }
    : {}),
  ...(scheme ? { scheme, tlsConfig: { insecureSkipVerify: true } } : {}),
  // Only the monitor of a service has a field for it.
  ...(token ? { bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" } : {}),
});
