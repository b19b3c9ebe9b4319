import type * as pulumi from "@pulumi/pulumi";

/** Ports of the collector. What comes through the gateway has a port of its own, on which a token is asked for. */
export const otlpPorts = {
  grpc: 4317,
  http: 4318,
  public: 4319,
  metrics: 8888,
  exported: 8889,
  health: 13133,
};

export interface CollectorConfig {
  /** Where logs go. Default: there is no place for them, and the collector takes none. */
  readonly elasticsearch?: { readonly url: pulumi.Input<string>; readonly user: string } | undefined;
  /** Where traces go. Default: there is no place for them, and the collector takes none. */
  readonly jaegerEndpoint?: pulumi.Input<string> | undefined;
  /** Share of the traces that are kept, in percent. */
  readonly samplingPercent: number;
  /** Whether the port for the gateway is open. */
  readonly isPublic: boolean;
}

export const paths = {
  elasticsearchAuthority: "/etc/otel/elasticsearch",
  token: "/etc/otel/token",
};

const own = (name: string) => `\${env:${name}}`;
const listen = (port: number) => `${own("MY_POD_IP")}:${port}`;

const ownMetrics = {
  metrics: {
    readers: [{ pull: { exporter: { prometheus: { host: own("MY_POD_IP"), port: otlpPorts.metrics } } } }],
  },
};

/**
 * Configuration of the collector (https://opentelemetry.io/docs/collector/configuration/): takes OTLP and hands traces to
 * Jaeger, logs to Elasticsearch and metrics to Prometheus. Data is refused before memory runs out, and senders try again.
 */
export function collectorConfig(config: CollectorConfig): Record<string, unknown> {
  const { elasticsearch, jaegerEndpoint } = config;
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
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 25 },
      batch: { send_batch_size: 2048, timeout: "5s" },
      probabilistic_sampler: { sampling_percentage: config.samplingPercent },
    },
    exporters: {
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
                processors: processors("probabilistic_sampler"),
                exporters: ["otlp"],
              },
            }),
        ...(elasticsearch === undefined
          ? {}
          : { logs: { receivers: otlp, processors: processors(), exporters: ["elasticsearch"] } }),
        metrics: { receivers: otlp, processors: processors(), exporters: ["prometheus"] },
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
