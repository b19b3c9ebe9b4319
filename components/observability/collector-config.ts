import type * as pulumi from "@pulumi/pulumi";
import { samplingParts, type TraceSampling } from "./trace-sampling.ts";

/** Ports of the collector. What comes through the gateway has a port of its own, on which a token is asked for. */
export const otlpPorts = {
  grpc: 4317,
  http: 4318,
  public: 4319,
  peers: 4320,
  metrics: 8888,
  exported: 8889,
  health: 13133,
};

/** What decides the configuration of the collector. */
export interface CollectorConfig {
  /** Where logs go. Default: there is no place for them, and the collector takes none. */
  readonly elasticsearch?: { readonly url: pulumi.Input<string>; readonly user: string } | undefined;
  /** Where traces go. Default: there is no place for them, and the collector takes none. */
  readonly jaegerEndpoint?: pulumi.Input<string> | undefined;
  /** Which traces are kept. Default: all of them. */
  readonly sampling?: Omit<TraceSampling, "port" | "listen"> | undefined;
  /** Whether the port for the gateway is open. */
  readonly isPublic: boolean;
}

/** Where the collector finds the files of its secrets. */
export const paths = {
  elasticsearchAuthority: "/etc/otel/elasticsearch",
  token: "/etc/otel/token",
};

const own = (name: string) => `\${env:${name}}`;
const listen = (port: number) => `${own("MY_POD_IP")}:${port}`;

/**
 * What the alerts know a workload by is the same whether it is scraped or sends OTLP: `namespace` and `pod`. Kubernetes'
 * names come last and win.
 */
const workloadLabels = {
  attributes: [
    { key: "namespace", action: "upsert", from_attribute: "service.namespace" },
    { key: "namespace", action: "upsert", from_attribute: "k8s.namespace.name" },
    { key: "pod", action: "upsert", from_attribute: "service.instance.id" },
    { key: "pod", action: "upsert", from_attribute: "k8s.pod.name" },
  ],
};

const ownMetrics = {
  metrics: {
    readers: [{ pull: { exporter: { prometheus: { host: own("MY_POD_IP"), port: otlpPorts.metrics } } } }],
  },
};

/**
 * Configuration of the collector (https://opentelemetry.io/docs/collector/configuration/): takes OTLP and hands traces to
 * Jaeger, logs to Elasticsearch and metrics to Prometheus. Data is refused before memory runs out, and senders try again.
 * Of the traces, those with an error are all kept.
 */
export function collectorConfig(config: CollectorConfig): Record<string, unknown> {
  const { elasticsearch, jaegerEndpoint } = config;
  const sampling =
    config.sampling && jaegerEndpoint !== undefined
      ? samplingParts({ ...config.sampling, port: otlpPorts.peers, listen: listen(otlpPorts.peers) })
      : undefined;
  const otlp = config.isPublic ? ["otlp", "otlp/public"] : ["otlp"];
  const processors = (...more: string[]) => ["memory_limiter", ...more, "batch"];
  return {
    extensions: {
      health_check: { endpoint: listen(otlpPorts.health) },
      ...(config.isPublic ? { bearertokenauth: { filename: `${paths.token}/token` } } : {}),
    },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: listen(otlpPorts.grpc) },
          // Forwarded connections end at the loopback address of the pod.
          http: { endpoint: `0.0.0.0:${otlpPorts.http}` },
        },
      },
      ...(config.isPublic
        ? {
            "otlp/public": {
              protocols: {
                http: { endpoint: listen(otlpPorts.public), auth: { authenticator: "bearertokenauth" } },
              },
            },
          }
        : {}),
      ...sampling?.receivers,
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 25 },
      batch: { send_batch_size: 2048, timeout: "5s" },
      "resource/workload": workloadLabels,
      ...sampling?.processors,
    },
    exporters: {
      ...sampling?.exporters,
      ...(jaegerEndpoint === undefined
        ? {}
        : { otlp: { endpoint: jaegerEndpoint, tls: { insecure: true } } }),
      ...(elasticsearch === undefined
        ? {}
        : {
            elasticsearch: {
              endpoints: [elasticsearch.url],
              user: elasticsearch.user,
              password: own("ELASTICSEARCH_PASSWORD"),
              tls: { ca_file: `${paths.elasticsearchAuthority}/ca.crt` },
              sending_queue: { enabled: true, queue_size: 5000 },
            },
          }),
      // Scraped rather than pushed: several pods of Prometheus then all have the same.
      prometheus: {
        endpoint: listen(otlpPorts.exported),
        resource_to_telemetry_conversion: { enabled: true },
        metric_expiration: "10m",
      },
    },
    service: {
      telemetry: ownMetrics,
      extensions: ["health_check", ...(config.isPublic ? ["bearertokenauth"] : [])],
      pipelines: {
        ...(jaegerEndpoint === undefined
          ? {}
          : {
              traces: {
                receivers: otlp,
                processors: processors(),
                exporters: [sampling ? "load_balancing" : "otlp"],
              },
              ...(sampling
                ? {
                    "traces/sampled": {
                      receivers: ["otlp/peers"],
                      processors: processors("tail_sampling"),
                      exporters: ["otlp"],
                    },
                  }
                : {}),
            }),
        ...(elasticsearch === undefined
          ? {}
          : { logs: { receivers: otlp, processors: processors(), exporters: ["elasticsearch"] } }),
        metrics: { receivers: otlp, processors: processors("resource/workload"), exporters: ["prometheus"] },
      },
    },
  };
}

/**
 * Configuration of the agent on each node, which hands the logs of the node's pods to the collector. The chart adds the
 * receiver that reads them.
 */
export const agentConfig = (collectorEndpoint: pulumi.Input<string>): Record<string, unknown> => ({
  extensions: { health_check: { endpoint: listen(otlpPorts.health) } },
  receivers: {},
  processors: {
    memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 25 },
    batch: { send_batch_size: 1024, timeout: "5s" },
  },
  exporters: { otlp: { endpoint: collectorEndpoint, tls: { insecure: true } } },
  service: {
    telemetry: ownMetrics,
    extensions: ["health_check"],
    pipelines: { logs: { receivers: [], processors: ["memory_limiter", "batch"], exporters: ["otlp"] } },
  },
});
