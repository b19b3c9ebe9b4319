import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the observability layer hands over: where to send telemetry, and where to ask for it. All inside the cluster. */
export const observability = defineContract("observability", {
  prometheusUrl: value.url,
  alertmanagerUrl: value.url,
  grafanaUrl: value.url,
  otlpGrpcEndpoint: value.url,
  otlpHttpEndpoint: value.url,
  elasticsearchUrl: value.url,
  kibanaUrl: value.url,
  /** Label that ServiceMonitors and PrometheusRules carry to be picked up, as `key=value`. */
  monitorLabel: value.text,
});
