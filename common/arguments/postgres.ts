import { rdsInstanceClasses } from "@aip/facts/node-classes.ts";
import { checkBounds, isWithin } from "../bounds.ts";
import { didYouMean } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import { checkLogRetention } from "./log-retention.ts";

/** The arguments of a PostgreSQL instance that no other resource's output flows into. */
export interface PostgresSettings {
  /** RDS instance class, such as `db.t4g.medium`. */
  readonly instanceClass: string;
  /** GiB of gp3 storage at the start, 20 to 65535. */
  readonly storageGiB: number;
  /** GiB up to which storage grows by itself, at most 65536. Default: four times `storageGiB`. */
  readonly maxStorageGiB?: number | undefined;
  /** Standby in a second zone; doubles the price. Default: true. */
  readonly multiAz?: boolean;
  /** Days that backups are kept, 1 to 35. Default: 14. */
  readonly backupRetentionDays?: number;
  /** Days that logs are kept in CloudWatch. Default: 30. */
  readonly logRetentionDays?: number;
  /** Whether RDS and Pulumi refuse to delete the instance, and a last snapshot is taken. Default: true. */
  readonly deletionProtection?: boolean;
}

/**
 * GiB that RDS for PostgreSQL gives an instance with gp3
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html). It starts with less than the most, since
 * storage that grows by itself needs room to; with 0 days of backups no point in time could be restored.
 */
export const postgresBounds = {
  storageGiB: { least: 20, most: 65535, unit: "GiB" },
  maxStorageGiB: { least: 21, most: 65536, unit: "GiB" },
  backupRetentionDays: { least: 1, most: 35, unit: "days" },
} as const;

/** The settings with all defaults. */
export const resolvePostgresSettings = (settings: PostgresSettings) => ({
  instanceClass: settings.instanceClass,
  storageGiB: settings.storageGiB,
  maxStorageGiB:
    settings.maxStorageGiB ?? Math.min(4 * settings.storageGiB, postgresBounds.maxStorageGiB.most),
  multiAz: settings.multiAz ?? true,
  backupRetentionDays: settings.backupRetentionDays ?? 14,
  logRetentionDays: settings.logRetentionDays ?? 30,
  deletionProtection: settings.deletionProtection ?? true,
});

/** Reports everything that makes an instance impossible, or that RDS could not restore. */
export function checkPostgres(settings: PostgresSettings, problems: Problems): void {
  problems.rule(() => {
    const { instanceClass } = settings;
    if (rdsInstanceClasses.includes(instanceClass)) return;
    const near = didYouMean(instanceClass, rdsInstanceClasses);
    problems.add(
      "instanceClass",
      instanceClass,
      `a class that RDS runs PostgreSQL on, such as db.t4g.medium${near}`,
    );
  });
  for (const key of ["storageGiB", "backupRetentionDays"] as const) {
    problems.rule(() => checkBounds(key, settings[key], postgresBounds[key], problems));
  }
  problems.rule(() => {
    const { storageGiB, maxStorageGiB } = settings;
    const bounds = { ...postgresBounds.maxStorageGiB, least: storageGiB + 1 };
    if (maxStorageGiB === undefined || isWithin(maxStorageGiB, bounds)) return;
    problems.add(
      "maxStorageGiB",
      maxStorageGiB,
      `more than storageGiB (${storageGiB}), at most ${bounds.most} ${bounds.unit}`,
    );
  });
  problems.rule(() => {
    const { logRetentionDays } = settings;
    if (logRetentionDays !== undefined) checkLogRetention("logRetentionDays", logRetentionDays, problems);
  });
}
