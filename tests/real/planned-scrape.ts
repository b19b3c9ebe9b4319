/** A target as the Kubernetes service discovery of Prometheus finds it. */
export interface Target {
  /** Host and port on this machine. */
  readonly address: string;
  readonly namespace: string;
  /** Default: it is found by its pod, as a PodMonitor does. */
  readonly service?: string;
  readonly pod: string;
  readonly container: string;
  readonly node: string;
}

/** An endpoint of a ServiceMonitor or a PodMonitor. */
export interface MonitoredEndpoint {
  readonly port: string;
  readonly path?: string;
  readonly honorLabels?: boolean;
  readonly relabelings?: readonly {
    readonly action: string;
    readonly sourceLabels?: readonly string[];
    readonly targetLabel?: string;
    readonly regex?: string;
  }[];
}

/**
 * The scrape configuration that the Prometheus operator makes of a monitor's endpoint: it names the target after its pod and
 * service, and then applies the endpoint's own relabelings (generateServiceMonitorConfig and generatePodMonitorConfig in
 * https://github.com/prometheus-operator/prometheus-operator/blob/main/pkg/prometheus/promcfg.go, read 2026-11-24). Targets
 * are given rather than discovered, and scraped every second.
 */
export const planScrape = (job: string, endpoint: MonitoredEndpoint, targets: readonly Target[]) => ({
  job_name: job,
  scrape_interval: "1s",
  scrape_timeout: "1s",
  metrics_path: endpoint.path ?? "/metrics",
  honor_labels: endpoint.honorLabels ?? false,
  static_configs: targets.map(({ address, namespace, service, pod, container, node }) => ({
    targets: [address],
    labels: {
      __meta_kubernetes_namespace: namespace,
      ...(service === undefined ? {} : { __meta_kubernetes_service_name: service }),
      __meta_kubernetes_pod_name: pod,
      __meta_kubernetes_pod_container_name: container,
      __meta_kubernetes_pod_node_name: node,
    },
  })),
  relabel_configs: [
    { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
    { source_labels: ["__meta_kubernetes_service_name"], target_label: "service" },
    { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
    { source_labels: ["__meta_kubernetes_pod_container_name"], target_label: "container" },
    { target_label: "endpoint", replacement: endpoint.port },
    ...(endpoint.relabelings ?? []).map(({ action, sourceLabels, targetLabel, regex }) => ({
      action,
      ...(sourceLabels ? { source_labels: sourceLabels } : {}),
      ...(targetLabel === undefined ? {} : { target_label: targetLabel }),
      ...(regex === undefined ? {} : { regex }),
    })),
  ],
});
