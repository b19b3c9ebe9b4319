import { z } from "zod";
import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";
import { days, replicas } from "./values.ts";

export const jaeger = defineService({
  name: "jaeger",
  title: "Jaeger",
  summary: "Traces of requests through the services.",
  layer: "observability",
  key: "traces",
  namespace: observabilityNamespace,
  keys: {
    /** Where Jaeger keeps traces: `memory` loses them with the pod. Default: elasticsearch; memory in development. */
    storage: z.enum(["memory", "elasticsearch"]).default("elasticsearch"),
    /** Pods of Jaeger; one where traces are in memory. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** Days traces are kept. Default: 7. */
    retentionDays: days.default(7),
    /** Percent of traces that are kept; those with an error and slow ones are always kept. Default: 100. */
    samplingPercent: z.number().min(0, "expected 0 to 100").max(100, "expected 0 to 100").default(100),
    /** Seconds beyond which a trace is slow. Default: 2. */
    slowTraceSeconds: z.number().positive("expected seconds above 0").default(2),
  },
  profiles: { development: { storage: "memory", replicas: 1 } },
  check: ({ storage }, environment) =>
    environment.profile === "production" && storage !== "elasticsearch"
      ? [{ path: "storage", found: storage, allowed: '"elasticsearch" in production' }]
      : [],
  requires: [
    {
      service: "elastic",
      because: "it keeps traces in Elasticsearch",
      when: ({ storage }) => storage === "elasticsearch",
    },
  ],
  serves: { service: "jaeger", port: 16686 },
  login: { kind: "none", reason: "It has no address outside the cluster; Grafana shows its traces." },
});
