import {
  checkPostgres,
  type PostgresSettings,
  resolvePostgresSettings,
} from "@aip/common/arguments/postgres.ts";
import { Problems } from "@aip/common/problems.ts";
import type * as pulumi from "@pulumi/pulumi";

export interface PostgresArgs extends PostgresSettings {
  /** VPC of the instance. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets without a way to the internet, by zone name; of two zones or more. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security groups that may connect, by a name of each; one or more. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of the KMS key that encrypts storage, backups, logs, performance data and the master password. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

export type ResolvedPostgres = PostgresArgs & ReturnType<typeof resolvePostgresSettings>;

/** Checks the arguments of the database and fills in the defaults. */
export function resolvePostgres(name: string, args: PostgresArgs): ResolvedPostgres {
  const problems = new Problems(`Postgres ${name}`);
  checkPostgres(args, problems);
  if (Object.keys(args.subnetIds).length < 2) {
    problems.add("subnetIds", Object.keys(args.subnetIds), "subnets in two zones or more");
  }
  if (Object.keys(args.clients).length === 0) {
    problems.add("clients", args.clients, "at least one security group");
  }
  problems.throwIfAny();
  return { ...args, ...resolvePostgresSettings(args) };
}
