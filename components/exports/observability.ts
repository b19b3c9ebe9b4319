/** Metrics, logs, traces and alerts. */
export { AlertTopic, type AlertTopicArgs } from "../observability/alert-topic.ts";
export { Collector, type CollectorArgs } from "../observability/collector.ts";
export type { ObservabilityContext, PublicAddress } from "../observability/context.ts";
export type { ElasticsearchAccess } from "../observability/elastic-resources.ts";
export { ElasticStack, type ElasticStackArgs } from "../observability/elastic-stack.ts";
export { GpuMetrics, type GpuMetricsArgs } from "../observability/gpu-metrics.ts";
export { Jaeger, type JaegerArgs } from "../observability/jaeger.ts";
export { KarpenterMetrics, type KarpenterMetricsArgs } from "../observability/karpenter-metrics.ts";
export { ObservabilityNamespaces, type ObservabilityNamespacesArgs } from "../observability/namespaces.ts";
export { PrometheusStack, type PrometheusStackArgs } from "../observability/prometheus-stack.ts";
export { ServiceMetrics, type ServiceMetricsArgs } from "../observability/service-metrics.ts";
