import { awsProvider, kubernetesProvider } from "@aip/components/core/providers.ts";
import { randomProvider } from "@aip/components/core/random-provider.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { parseLabel } from "@aip/components/kubernetes/monitor.ts";
import { Collector } from "@aip/components/observability/collector.ts";
import { ElasticStack } from "@aip/components/observability/elastic-stack.ts";
import { GpuMetrics } from "@aip/components/observability/gpu-metrics.ts";
import { Jaeger } from "@aip/components/observability/jaeger.ts";
import { KarpenterMetrics } from "@aip/components/observability/karpenter-metrics.ts";
import { ObservabilityNamespaces } from "@aip/components/observability/namespaces.ts";
import { PrometheusStack } from "@aip/components/observability/prometheus-stack.ts";
import { contracts } from "@aip/contracts";
import { readConfig } from "./config.ts";

/** The observability layer: metrics and alerts, logs, traces, and where services send them. */
export default async function observability() {
  const config = await readConfig();
  const { environment, network, cluster, address, url, quota } = config;
  const { region, observability: settings } = environment;
  const { metrics, logs, traces, alerts, collector: collectorSettings } = settings;
  const provider = awsProvider({
    region,
    accountId: environment.accountId,
    tags: requiredTags(environment, "observability"),
  });
  const onCluster = kubernetesProvider({ ...cluster, region });
  const providers = { providers: [provider, onCluster, randomProvider()] };

  const gatewayPeers = address("Grafana")?.from;
  const namespaces = new ObservabilityNamespaces(
    "observability",
    { quota, apiServerCidrs: [network.vpcCidr], ...(gatewayPeers ? { gatewayPeers } : {}) },
    providers,
  );
  const context = {
    ...config.surroundings,
    namespace: namespaces.namespace,
    nodeNamespace: namespaces.nodeNamespace,
  };
  const prometheus = new PrometheusStack(
    "prometheus",
    {
      context,
      ...metrics,
      resources: metrics,
      alertmanagerReplicas: alerts.replicas,
      alertEmails: alerts.emails,
      alertLimits: { ...alerts, serviceNamespaces: ["mlflow", "feast", "airflow", "inference"] },
      grafanaUrl: url("Grafana"),
      grafanaAddress: address("Grafana"),
    },
    providers,
  );
  const { monitorLabel } = prometheus;
  const monitored = { ...context, monitors: prometheus };
  const elastic = new ElasticStack(
    "elastic",
    { context, ...logs, resources: logs, kibanaUrl: url("Kibana"), kibanaAddress: address("Kibana") },
    providers,
  );
  const { elasticsearch } = elastic;
  const jaeger = new Jaeger(
    "jaeger",
    { context, ...traces, elasticsearch: traces.storage === "elasticsearch" ? elasticsearch : undefined },
    providers,
  );
  const collector = new Collector(
    "collector",
    {
      context: monitored,
      replicas: collectorSettings.replicas,
      resources: collectorSettings,
      samplingPercent: traces.samplingPercent,
      elasticsearch,
      jaegerEndpoint: jaeger.otlpEndpoint,
      monitorLabels: parseLabel(monitorLabel),
      address: address("OpenTelemetry"),
    },
    providers,
  );
  const pools = Object.values(cluster.nodePools);
  if (pools.some(({ accelerator }) => accelerator === "nvidia")) {
    new GpuMetrics("gpu-metrics", { context: monitored, monitorLabel }, providers);
  }
  if (pools.some(({ kind }) => kind === "karpenter")) {
    new KarpenterMetrics("karpenter-metrics", { context: monitored, monitorLabel }, providers);
  }

  return contracts.observability.publish({
    prometheusUrl: prometheus.prometheusUrl,
    alertmanagerUrl: prometheus.alertmanagerUrl,
    grafanaUrl: prometheus.grafanaUrl,
    otlpGrpcEndpoint: collector.grpcEndpoint,
    otlpHttpEndpoint: collector.httpEndpoint,
    elasticsearchUrl: elasticsearch.url,
    kibanaUrl: elastic.kibanaUrl,
    monitorLabel,
  });
}
