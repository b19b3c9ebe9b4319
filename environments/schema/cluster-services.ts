import { z } from "zod";
import { memoryQuantity } from "./common.ts";

const storage = z.strictObject({
  /** EFS for volumes of many readers and writers. Nothing while empty, then about 0.30 USD a GB and month. Default: true. */
  shared: z.boolean().default(true),
  /** A class of gp3 volumes with 1,000 MiB/s and 10,000 IOPS, about 70 USD a month each beside their size. Default: true. */
  throughput: z.boolean().default(true),
  /** A class of io2 volumes for databases that need a steady answer, 0.065 USD an IOPS and month. Default: false. */
  provisioned: z.boolean().default(false),
  /**
   * A class of FSx for Lustre scratch file systems for training data; each takes at least 1.2 TiB, about 168 USD a month.
   * Needs the add-on `fsxCsi`. Default: false.
   */
  lustre: z.boolean().default(false),
});

const backup = z.strictObject({
  /** Velero: objects of the cluster and snapshots of its volumes. Default: true. */
  enabled: z.boolean().default(true),
  /** Cron expression in UTC. Default: every night at 02:00. */
  schedule: z
    .string()
    .regex(/^(\S+\s+){4}\S+$/, 'expected a cron expression such as "0 2 * * *"')
    .default("0 2 * * *"),
  /** Days a backup is kept. Default: 30. */
  retentionDays: z.int().min(1, "expected at least 1 day").default(30),
  /** A second copy of the backups in AWS Backup, out of Velero's reach. Default: true. */
  vault: z.boolean().default(true),
});

/** What the cluster layer runs for everyone. Each part can be left out; what builds on one that is left out is refused. */
export const clusterServices = z.strictObject({
  /** Two replicas of each controller in different zones, and disruption budgets. Default: true but in development. */
  highlyAvailable: z.boolean().optional(),
  storage: storage.prefault({}),
  /** Load balancers for Gateways and Services, and with them the Gateway API; needs `certificates`. Default: true. */
  loadBalancers: z.boolean().default(true),
  /** DNS records for what the gateways serve. Default: true. */
  dnsRecords: z.boolean().default(true),
  /** cert-manager, with an issuer of certificates for use inside the cluster. Default: true. */
  certificates: z.boolean().default(true),
  /** KEDA, which scales workloads by events and down to none. Default: true. */
  eventScaling: z.boolean().default(true),
  /** Vertical Pod Autoscaler, which recommends and changes nothing. Default: true. */
  recommendations: z.boolean().default(true),
  /** Argo CD, by which teams deploy from their repositories. Default: true. */
  gitOps: z.boolean().default(true),
  /** Argo Rollouts, for releases in steps. Default: true. */
  rollouts: z.boolean().default(true),
  backup: backup.prefault({}),
  /** Kueue: queues of the teams, with quotas of GPUs that idle ones lend. Default: true. */
  queues: z.boolean().default(true),
  /** JobSet and LeaderWorkerSet: groups of pods that start together or not at all. Default: true. */
  gangScheduling: z.boolean().default(true),
  /** metrics-server by chart, for clusters without the add-on of that name. Default: false. */
  metricsServer: z.boolean().default(false),
  /** The most memory a single container of a team may ask for. Default: no bound but the quota. */
  containerMaxMemory: memoryQuantity.optional(),
});
