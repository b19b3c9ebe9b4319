import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";
import { cpuQuantity, memoryQuantity, replicas } from "./values.ts";

export const otel = defineService({
  name: "otel",
  title: "OpenTelemetry",
  summary: "The collector: takes traces, metrics and logs by OTLP, and hands them to what keeps them.",
  layer: "observability",
  key: "collector",
  namespace: observabilityNamespace,
  keys: {
    /** Pods of the collector. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** CPU that each pod asks for. Default: 250m; 100m in development. */
    cpu: cpuQuantity.default("250m"),
    /** Memory of each pod. Default: 1Gi; 512Mi in development. */
    memory: memoryQuantity.default("1Gi"),
  },
  profiles: { development: { replicas: 1, cpu: "100m", memory: "512Mi" } },
  productionMinimum: { replicas: 2 },
  requires: [
    { service: "prometheus", because: "Prometheus reads the metrics it takes" },
    { service: "external-secrets", because: "the token of its public port comes from Secrets Manager" },
  ],
  serves: { service: "otel-collector", port: 4318, otherPorts: [4317] },
  openToTeams: true,
  subdomain: "otel",
  forward: { localPort: 4318 },
  login: { kind: "token", reason: "What comes through the gateway needs a bearer token." },
});
