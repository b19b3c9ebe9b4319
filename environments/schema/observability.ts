import { z } from "zod";
import { cpuQuantity, memoryQuantity } from "./common.ts";

const replicas = z.int().min(1, "expected at least 1 pod");
const days = z.int().min(1, "expected at least 1 day");
const gibibytes = z.int().min(1, "expected at least 1 GiB");

const metrics = z.strictObject({
  /** Pods of Prometheus, each with all metrics on its own volume. Default: 2. */
  replicas: replicas.default(2),
  cpu: cpuQuantity.default("500m"),
  memory: memoryQuantity.default("4Gi"),
  /** Days metrics are kept. Default: 15. */
  retentionDays: days.default(15),
  /** GiB of gp3 for each pod; the oldest metrics go early where it does not suffice. Default: 100. */
  storageGi: gibibytes.default(100),
});

const logs = z.strictObject({
  /** Elasticsearch nodes, 1, or 3 and more. Default: 3. */
  nodes: replicas
    .refine((nodes) => nodes !== 2, "expected 1, or 3 and more; two nodes cannot elect a leader")
    .default(3),
  cpu: cpuQuantity.default("1"),
  memory: memoryQuantity.default("4Gi"),
  /** GiB of gp3 for each node. Default: 100. */
  storageGi: gibibytes.default(100),
  /** Days log streams are kept. Default: 30. */
  retentionDays: days.default(30),
  /** Pods of Kibana. Default: 2. */
  kibanaReplicas: replicas.default(2),
  /** Pods of Logstash. Default: 2. */
  logstashReplicas: replicas.default(2),
});

const traces = z.strictObject({
  /** Where Jaeger keeps traces: `memory` loses them with the pod. Default: elasticsearch. */
  storage: z.enum(["memory", "elasticsearch"]).default("elasticsearch"),
  /** Pods of Jaeger; one where traces are in memory. Default: 2. */
  replicas: replicas.default(2),
  /** Days traces are kept. Default: 7. */
  retentionDays: days.default(7),
  /** Percent of traces that are kept. Default: 100. */
  samplingPercent: z.number().min(0, "expected 0 to 100").max(100, "expected 0 to 100").default(100),
});

const alerts = z.strictObject({
  /** Mailboxes that get every alert. Default: none; other subscribers can join the SNS topic. */
  emails: z.array(z.email("expected a mail address")).default([]),
  /** Pods of Alertmanager, which tell each other what was sent. Default: 3. */
  replicas: replicas.default(3),
  /** Seconds within which 99 of 100 inference requests are to be answered. Default: 0.5. */
  inferenceLatencySeconds: z.number().positive("expected seconds above 0").default(0.5),
  /** GPUs that may run at a time without an alert. Default: 8. */
  maxGpus: z.int().min(0, "expected 0 or more").default(8),
  /** Minutes a GPU may be held without being used. Default: 60. */
  gpuIdleMinutes: z.int().min(5, "expected at least 5 minutes").default(60),
});

const collector = z.strictObject({
  /** Pods of the OpenTelemetry collector. Default: 2. */
  replicas: replicas.default(2),
  cpu: cpuQuantity.default("250m"),
  memory: memoryQuantity.default("1Gi"),
});

/** The observability layer. Its price is that of its gp3 volumes and of the nodes its pods fill. */
export const observability = z.strictObject({
  metrics: metrics.prefault({}),
  logs: logs.prefault({}),
  traces: traces.prefault({}),
  alerts: alerts.prefault({}),
  collector: collector.prefault({}),
});
