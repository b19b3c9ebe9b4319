import { z } from "zod";
import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";
import { replicas } from "./values.ts";

export const alertmanager = defineService({
  name: "alertmanager",
  title: "Alertmanager",
  summary:
    "Sends alerts on: groups them, holds back what follows from a worse one, and publishes to an SNS topic.",
  layer: "observability",
  key: "alerts",
  namespace: observabilityNamespace,
  keys: {
    /**
     * Mailboxes that get every alert, and what AWS finds in the account; each must confirm once. At least one in production.
     * Default: none, and nobody is told of anything.
     */
    emails: z.array(z.email("expected a mail address")).default([]),
    /** Pods of Alertmanager, which share what was sent. Default: 3; 1 in development. */
    replicas: replicas.default(3),
    /** Seconds within which 99 of 100 inference requests are to be answered. Default: 0.5. */
    inferenceLatencySeconds: z.number().positive("expected seconds above 0").default(0.5),
    /** GPUs that may run at a time without an alert. Default: 8; 2 in development. */
    maxGpus: z.int().min(0, "expected 0 or more").default(8),
    /** Minutes a GPU may be held without being used. Default: 60. */
    gpuIdleMinutes: z.int().min(5, "expected at least 5 minutes").default(60),
  },
  profiles: { development: { replicas: 1, maxGpus: 2 } },
  productionMinimum: { replicas: 2 },
  check: ({ emails }, { profile }) =>
    profile === "production" && emails.length === 0
      ? [
          {
            path: "emails",
            found: emails,
            allowed: "at least one mailbox in production, because an alert that nobody gets is none",
          },
        ]
      : [],
  requires: [{ service: "prometheus", because: "Prometheus raises the alerts" }],
  serves: { service: "monitoring-alertmanager", port: 9093 },
  login: { kind: "none", reason: "It has no address outside the cluster." },
});
