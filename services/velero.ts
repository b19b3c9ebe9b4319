import { z } from "zod";
import { defineService } from "./define.ts";
import { days } from "./values.ts";

export const velero = defineService({
  name: "velero",
  title: "Velero",
  summary: "Backups of the cluster's objects and volumes.",
  layer: "cluster",
  key: "backup",
  namespace: "velero",
  keys: {
    /** Cron expression in UTC. Default: every night at 02:00. */
    schedule: z
      .string()
      .regex(/^(\S+\s+){4}\S+$/, 'expected a cron expression such as "0 2 * * *"')
      .default("0 2 * * *"),
    /** Days a backup is kept. Default: 30. */
    retentionDays: days.default(30),
    /** A second copy of the backups in AWS Backup, out of Velero's reach. Default: true. */
    vault: z.boolean().default(true),
  },
  requiredInProduction: "nothing else keeps the cluster's objects and volumes",
  metrics: [{ labels: { "app.kubernetes.io/name": "velero" }, port: "http-monitoring" }],
  login: { kind: "none", reason: "It serves nobody but the cluster." },
});
