import { onlineStoreBounds } from "@aip/common/arguments/online-store.ts";
import { postgresBounds } from "@aip/common/arguments/postgres.ts";
import { z } from "zod";
import { slug, whole } from "./common.ts";

/** The PostgreSQL of the platform's services. */
const database = z.strictObject({
  /** RDS instance class. About 12 USD a month for db.t4g.micro, 111 for db.m6g.large; twice that over two zones. */
  instanceClass: z.string().default("db.t4g.medium"),
  /** GiB of encrypted gp3 storage at the start. Default: 50. */
  storageGiB: whole(postgresBounds.storageGiB).default(50),
  /** GiB up to which storage grows by itself. Default: four times the start. */
  maxStorageGiB: whole(postgresBounds.maxStorageGiB).optional(),
  /** Standby in a second zone; doubles the price of instance and storage. Default: true. */
  multiAz: z.boolean().default(true),
  /** Days that backups are kept and a point in time can be restored, 1 to 35. Default: 14. */
  backupRetentionDays: whole(postgresBounds.backupRetentionDays).default(14),
  /** Databases besides those of the platform's own services, each with a login of its own. Default: none. */
  services: z.array(slug).default([]),
  /**
   * Which of their passwords the services have. One more gives each service another login and password, while pods with
   * the login before it go on until they are replaced; it rises by one at a time. Default: 1.
   */
  passwordGeneration: z.int().min(1, "expected at least 1").default(1),
});

/** The buckets of the data lake: raw, curated, features, models, artifacts. */
const lake = z.strictObject({
  /** Days that an overwritten or deleted version of an object is kept. Default: 30. */
  noncurrentDays: z.int().min(1, "expected at least 1 day").default(30),
  /** Days after which objects of the raw zone move to cheaper storage, 30 or more. Default: 90. */
  rawTransitionDays: z.int().min(30, "expected at least 30 days, the least that S3 allows").default(90),
  /** Days that server access logs are kept. Default: 90. */
  accessLogDays: z.int().min(1, "expected at least 1 day").default(90),
});

/** Where Feast keeps the features that inference reads. */
const featureStore = z.strictObject({
  /** Online store: `dynamodb` costs nothing while idle, `elasticache` answers within a millisecond. Default: elasticache. */
  onlineStore: z.enum(["dynamodb", "elasticache"]).default("elasticache"),
  /** ElastiCache node type. About 19 USD a month for each cache.t4g.small. */
  nodeType: z.string().default("cache.t4g.small"),
  /** Copies besides the primary, each in another zone, 0 to 5; with 0 a lost node is an outage. Default: 1. */
  replicas: whole(onlineStoreBounds.replicas).default(1),
});

/** The data layer. */
export const data = z.strictObject({
  /**
   * Whether the database refuses deletion, buckets with objects in them are kept, and Pulumi refuses to delete either.
   * Default: true.
   */
  deletionProtection: z.boolean().default(true),
  database: database.prefault({}),
  lake: lake.prefault({}),
  featureStore: featureStore.prefault({}),
  /** Images of your own besides those that the services run: each gets an ECR repository. Default: none. */
  images: z.array(slug).default([]),
});
