import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface MonitorArgs {
  /** Name of the ServiceMonitor in its namespace. */
  readonly name: string;
  /** Namespace of the ServiceMonitor, and of the Service unless `anyNamespace` is set. */
  readonly namespace: pulumi.Input<string>;
  /** Labels of the Service whose pods are scraped. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the Service's port. */
  readonly port: string;
  /** Path of the metrics, such as `/metrics`. */
  readonly path: string;
  /** Label that Prometheus picks ServiceMonitors up by, as `key=value`. */
  readonly monitorLabel: string;
  /** Whether Services of all namespaces are scraped. Default: false, only those of the monitor's namespace. */
  readonly anyNamespace?: boolean;
  /** Time between scrapes, such as `30s`. Default: `30s`. */
  readonly interval?: string;
  /**
   * Whether the metrics are about other pods, and name them in labels `namespace`, `pod` and `container` of their own: these
   * are then kept, and a metric that names no pod gets none. The label `node` says where the exporter runs. Default: the
   * metrics are about the pod that is scraped.
   */
  readonly measuresOtherPods?: boolean;
}

/** The label of a contract's `key=value`. */
export function parseLabel(label: string): Record<string, string> {
  const [key = "", value = ""] = label.split("=");
  return { [key]: value };
}

/**
 * Without this, Prometheus moves the exporter's own labels to `exported_pod` and the like, and puts the exporter's pod in
 * their place; and what names no pod would be taken for the exporter's.
 */
const measuresOtherPods = {
  honorLabels: true,
  relabelings: [
    { action: "labeldrop", regex: "pod|container" },
    { action: "replace", sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
  ],
};

/** Lets Prometheus scrape the pods behind a Service. */
export function monitorService(
  name: string,
  args: MonitorArgs,
  options: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  return new kubernetes.apiextensions.CustomResource(
    `${name}-monitor`,
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: { name: args.name, namespace: args.namespace, labels: parseLabel(args.monitorLabel) },
      spec: {
        selector: { matchLabels: { ...args.labels } },
        ...(args.anyNamespace ? { namespaceSelector: { any: true } } : {}),
        endpoints: [
          {
            port: args.port,
            path: args.path,
            interval: args.interval ?? "30s",
            ...(args.measuresOtherPods ? measuresOtherPods : {}),
          },
        ],
      },
    },
    options,
  );
}
