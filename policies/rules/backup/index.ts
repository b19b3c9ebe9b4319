import type { Rule } from "../../rule.ts";
import { dynamodbDeletionProtected } from "./dynamodb-deletion-protected.ts";
import { dynamodbRecoverable } from "./dynamodb-recoverable.ts";
import { elasticacheBackedUp } from "./elasticache-backed-up.ts";
import { lbDeletionProtected } from "./lb-deletion-protected.ts";
import { pulumiDataKept } from "./pulumi-data-kept.ts";
import { pulumiDataProtected } from "./pulumi-data-protected.ts";
import { rdsBackedUp } from "./rds-backed-up.ts";
import { rdsDeletionProtected } from "./rds-deletion-protected.ts";
import { rdsFinalSnapshot } from "./rds-final-snapshot.ts";
import { redshiftBackedUp } from "./redshift-backed-up.ts";
import { s3BucketNotEmptied } from "./s3-bucket-not-emptied.ts";
import { s3BucketVersioned } from "./s3-bucket-versioned.ts";

export const backupRules: readonly Rule[] = [
  dynamodbDeletionProtected,
  dynamodbRecoverable,
  elasticacheBackedUp,
  lbDeletionProtected,
  pulumiDataKept,
  pulumiDataProtected,
  rdsBackedUp,
  rdsDeletionProtected,
  rdsFinalSnapshot,
  redshiftBackedUp,
  s3BucketNotEmptied,
  s3BucketVersioned,
];
