import { z } from "zod";
import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/**
 * What the observability layer hands over: where to send telemetry, and where to ask for it. All inside the cluster; null for
 * what is off.
 */
export const observability = defineContract("observability", {
  /** Names of the services of the layer that are on. */
  services: z.array(value.text),
  prometheusUrl: value.url.nullable(),
  alertmanagerUrl: value.url.nullable(),
  grafanaUrl: value.url.nullable(),
  otlpGrpcEndpoint: value.url.nullable(),
  otlpHttpEndpoint: value.url.nullable(),
  elasticsearchUrl: value.url.nullable(),
  kibanaUrl: value.url.nullable(),
  /** Label that ServiceMonitors and PrometheusRules carry to be picked up, as `key=value`. */
  monitorLabel: value.text.nullable(),
});
