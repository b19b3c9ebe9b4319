import { parseLabel } from "@aip/components/kubernetes/monitor.ts";
import { Collector } from "@aip/components/observability/collector.ts";
import { ElasticStack } from "@aip/components/observability/elastic-stack.ts";
import { Jaeger } from "@aip/components/observability/jaeger.ts";
import { PrometheusStack } from "@aip/components/observability/prometheus-stack.ts";
import { ServiceMetrics } from "@aip/components/observability/service-metrics.ts";
import { internalIssuer } from "@aip/components/platform-services/certificates.ts";
import { contracts } from "@aip/contracts";
import { alertNamespaces, isOn, metricsOf, settingsOf, urlOf } from "@aip/services";
import { alertmanager } from "@aip/services/alertmanager.ts";
import { elastic } from "@aip/services/elastic.ts";
import { grafana } from "@aip/services/grafana.ts";
import { jaeger } from "@aip/services/jaeger.ts";
import { otel } from "@aip/services/otel.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import { LayerServices, layerProviders } from "../layer.ts";
import { readConfig } from "./config.ts";
import { createNamespaces } from "./namespaces.ts";
import { scrapeNodes } from "./node-metrics.ts";
import { alertsOf, createTeamTelemetry } from "./teams.ts";

/** The observability layer: metrics and alerts, logs, traces, and where services send them. */
export default async function observability() {
  const config = await readConfig();
  const { environment, cluster, route } = config;
  const { options } = layerProviders(environment, "observability", cluster);
  const services = new LayerServices("observability", environment);
  const context = createNamespaces(config, options);

  const alerts = alertsOf(config, services.settings(alertmanager));
  const pages = services.settings(grafana);
  const metrics = services.compose(
    prometheus,
    (settings) =>
      new PrometheusStack(
        "prometheus",
        {
          ...settings,
          context: context(),
          resources: settings,
          alertmanager: alerts,
          alertLimits: {
            ...settingsOf(alertmanager, environment),
            serviceNamespaces: alertNamespaces(environment),
          },
          grafana: pages && {
            url: urlOf(grafana, environment),
            address: route(grafana),
            traces: isOn(jaeger, environment),
          },
        },
        options,
      ),
  );
  const logs = services.compose(
    elastic,
    (settings) =>
      new ElasticStack(
        "elastic",
        {
          ...settings,
          context: context(),
          resources: settings,
          kibanaUrl: urlOf(elastic, environment),
          kibanaAddress: route(elastic),
          logstash:
            settings.logstashReplicas > 0
              ? { replicas: settings.logstashReplicas, issuer: internalIssuer }
              : undefined,
        },
        options,
      ),
  );
  const traces = services.compose(
    jaeger,
    (settings) =>
      new Jaeger(
        "jaeger",
        {
          ...settings,
          context: context(),
          elasticsearch: settings.storage === "elasticsearch" ? logs?.elasticsearch : undefined,
        },
        options,
      ),
  );
  const collector = services.compose(
    otel,
    (settings) =>
      new Collector(
        "collector",
        {
          context: { ...context(), monitors: metrics },
          replicas: settings.replicas,
          resources: settings,
          samplingPercent: settingsOf(jaeger, environment).samplingPercent,
          slowTraceSeconds: settingsOf(jaeger, environment).slowTraceSeconds,
          elasticsearch: logs?.elasticsearch,
          jaegerEndpoint: traces?.otlpEndpoint,
          monitorLabels: metrics && parseLabel(metrics.monitorLabel),
          address: route(otel),
        },
        options,
      ),
  );
  if (metrics) {
    const monitored = { ...context(), monitors: metrics };
    scrapeNodes(cluster.nodePools, monitored, metrics.monitorLabel, options);
    const { monitorLabel } = metrics;
    const pods = metricsOf(environment);
    new ServiceMetrics("service-metrics", { context: monitored, monitorLabel, pods }, options);
  }

  if (metrics) createTeamTelemetry(config, context(), options);

  return contracts.observability.publish({
    services: services.complete(),
    prometheusUrl: metrics?.prometheusUrl ?? null,
    alertmanagerUrl: metrics?.alertmanagerUrl ?? null,
    grafanaUrl: metrics?.grafanaUrl ?? null,
    otlpGrpcEndpoint: collector?.grpcEndpoint ?? null,
    otlpHttpEndpoint: collector?.httpEndpoint ?? null,
    elasticsearchUrl: logs?.elasticsearch.url ?? null,
    kibanaUrl: logs?.kibanaUrl ?? null,
    monitorLabel: metrics?.monitorLabel ?? null,
  });
}
