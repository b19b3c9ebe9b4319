import { z } from "zod";
import { defineService } from "./define.ts";
import { cpuQuantity, cronExpression, memoryQuantity, replicas } from "./values.ts";

export const feast = defineService({
  name: "feast",
  title: "Feast",
  summary: "The feature store: features for training from S3, and for inference from the online store.",
  layer: "ml-services",
  key: "feast",
  namespace: "feast",
  keys: {
    /** Pods. Default: 2; 1 in development. */
    replicas: replicas.default(2),
    /** CPU that each pod asks for. Default: 500m; 100m in development. */
    cpu: cpuQuantity.default("500m"),
    /** Memory of each pod. Default: 1Gi; 768Mi in development. */
    memory: memoryQuantity.default("1Gi"),
    /** Name of the feature repository; tables of the online store begin with it. Default: platform. */
    project: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "expected lower-case letters, digits and underscores")
      .default("platform"),
    /** The job that applies the definitions in S3 and brings what is new from the offline to the online store. */
    materialize: z
      .strictObject({
        /** Whether it runs by the clock; where it does not, it can be run by hand. Default: true. */
        enabled: z.boolean().default(true),
        /** Cron expression, in UTC. Default: hourly, at seven minutes past (7 * * * *). */
        schedule: cronExpression.default("7 * * * *"),
        /** CPU that it asks for. Default: 500m. */
        cpu: cpuQuantity.default("500m"),
        /** Its memory: what is new of one feature view must fit. Default: 2Gi. */
        memory: memoryQuantity.default("2Gi"),
      })
      .prefault({}),
  },
  profiles: { development: { replicas: 1, cpu: "100m", memory: "768Mi" } },
  productionMinimum: { replicas: 2 },
  requires: [{ service: "external-secrets", because: "its passwords come from Secrets Manager" }],
  serves: { service: "feast", port: 6566 },
  openToTeams: true,
  subdomain: "feast",
  forward: { localPort: 6565 },
  login: {
    kind: "token",
    reason:
      "Two generated tokens, one for reads and one for writes too; nothing but its health answers without one.",
  },
  images: () => ["feast"],
  database: true,
  vaultAccounts: ["feast"],
  alerts: true,
});
