import type * as pulumi from "@pulumi/pulumi";
import { Problems } from "../core/problems.ts";

export interface PostgresArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Subnets without a way to the internet, by zone; two zones at least. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security groups that may connect, by what they are. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  /** Key that encrypts storage, backups, logs, performance data and the master password. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** RDS instance class, such as `db.t4g.medium`. */
  readonly instanceClass: string;
  /** GiB of gp3 storage at the start, 20 to 65536. */
  readonly storageGiB: number;
  /** GiB up to which storage grows by itself. Default: four times `storageGiB`. */
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

export type ResolvedPostgres = PostgresArgs &
  Required<
    Pick<
      PostgresArgs,
      "multiAz" | "backupRetentionDays" | "logRetentionDays" | "deletionProtection" | "maxStorageGiB"
    >
  > & { readonly maxStorageGiB: number };

/** Checks the arguments of the database and fills in the defaults. */
export function resolvePostgres(name: string, args: PostgresArgs): ResolvedPostgres {
  const problems = new Problems(`Postgres ${name}`);
  const resolved = {
    ...args,
    maxStorageGiB: args.maxStorageGiB ?? Math.min(4 * args.storageGiB, 65536),
    multiAz: args.multiAz ?? true,
    backupRetentionDays: args.backupRetentionDays ?? 14,
    logRetentionDays: args.logRetentionDays ?? 30,
    deletionProtection: args.deletionProtection ?? true,
  };
  const { storageGiB, maxStorageGiB, backupRetentionDays, instanceClass } = resolved;
  if (!/^db\.[a-z0-9]+\.[a-z0-9]+$/.test(instanceClass)) {
    problems.add("instanceClass", instanceClass, "an RDS instance class such as db.t4g.medium");
  }
  if (!Number.isInteger(storageGiB) || storageGiB < 20 || storageGiB > 65536) {
    problems.add("storageGiB", storageGiB, "20 to 65536 GiB");
  }
  if (maxStorageGiB <= storageGiB) {
    problems.add("maxStorageGiB", maxStorageGiB, `more than storageGiB (${storageGiB})`);
  }
  // With 0 days RDS takes no backups at all, and no point in time can be restored.
  if (!Number.isInteger(backupRetentionDays) || backupRetentionDays < 1 || backupRetentionDays > 35) {
    problems.add("backupRetentionDays", backupRetentionDays, "1 to 35 days");
  }
  if (Object.keys(args.subnetIds).length < 2) {
    problems.add("subnetIds", Object.keys(args.subnetIds), "subnets in two zones or more");
  }
  if (Object.keys(args.clients).length === 0) {
    problems.add("clients", args.clients, "at least one security group");
  }
  problems.throwIfAny();
  return resolved;
}
