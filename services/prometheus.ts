import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";
import { cpuQuantity, days, gibibytes, memoryQuantity, replicas } from "./values.ts";

export const prometheus = defineService({
  name: "prometheus",
  title: "Prometheus",
  summary: "Metrics of nodes, GPUs and services, and the rules that raise alerts on them.",
  layer: "observability",
  key: "metrics",
  namespace: observabilityNamespace,
  keys: {
    /** Pods of Prometheus, each with all metrics on its own volume. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** CPU that each pod asks for. Default: 500m; 250m in development. */
    cpu: cpuQuantity.default("500m"),
    /** Memory of each pod. Default: 4Gi; 2Gi in development. */
    memory: memoryQuantity.default("4Gi"),
    /** Days metrics are kept. Default: 15; 5 in development. */
    retentionDays: days.default(15),
    /** GiB of gp3 for each pod; the oldest metrics go early where it does not suffice. Default: 100; 20 in development. */
    storageGi: gibibytes.default(100),
  },
  profiles: {
    development: { replicas: 1, cpu: "250m", memory: "2Gi", retentionDays: 5, storageGi: 20 },
  },
  productionMinimum: { replicas: 2 },
  serves: { service: "monitoring-prometheus", port: 9090 },
  login: { kind: "none", reason: "It has no address outside the cluster; Grafana shows what it knows." },
});
