import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const database = "aws:rds/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const replica = { replicateSourceDb: unknown };

export const cases: readonly RuleCases[] = [
  {
    rule: "rds-backed-up",
    type: database,
    good: { "two weeks": { backupRetentionPeriod: 14 }, "a replica": replica },
    bad: {
      none: { backupRetentionPeriod: 0 },
      "nothing said": { engine: "postgres" },
      "Aurora's one day": [resource("aws:rds/cluster:Cluster", "c", { engine: "aurora-mysql" })],
    },
    deferred: { "not known yet": { backupRetentionPeriod: unknown } },
  },
  {
    rule: "rds-final-snapshot",
    type: database,
    good: {
      left: { skipFinalSnapshot: false, finalSnapshotIdentifier: "last" },
      "a replica": { ...replica, skipFinalSnapshot: true },
    },
    bad: { skipped: { skipFinalSnapshot: true } },
    deferred: { "not known yet": { skipFinalSnapshot: unknown } },
  },
  {
    rule: "rds-deletion-protected",
    type: database,
    good: { protected: { deletionProtection: true }, "a replica": replica },
    bad: {
      "nothing said": {},
      Aurora: [resource("aws:rds/cluster:Cluster", "c", { deletionProtection: false })],
    },
    deferred: { "not known yet": { deletionProtection: unknown } },
  },
  {
    rule: "dynamodb-recoverable",
    type: "aws:dynamodb/table:Table",
    good: { on: { pointInTimeRecovery: { enabled: true } } },
    bad: { "nothing said": {}, off: { pointInTimeRecovery: { enabled: false } } },
    deferred: { "not known yet": { pointInTimeRecovery: unknown } },
  },
  {
    rule: "dynamodb-deletion-protected",
    type: "aws:dynamodb/table:Table",
    good: { protected: { deletionProtectionEnabled: true } },
    bad: { "nothing said": {} },
    deferred: { "not known yet": { deletionProtectionEnabled: unknown } },
  },
  {
    rule: "elasticache-backed-up",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    good: { "a week": { snapshotRetentionLimit: 7 } },
    bad: { "nothing said": {}, none: { snapshotRetentionLimit: 0 } },
    deferred: { "not known yet": { snapshotRetentionLimit: unknown } },
  },
  {
    rule: "redshift-backed-up",
    type: "aws:redshift/cluster:Cluster",
    good: { "a week": { automatedSnapshotRetentionPeriod: 7 } },
    bad: { "one day by default": {}, none: { automatedSnapshotRetentionPeriod: 0 } },
    deferred: { "not known yet": { automatedSnapshotRetentionPeriod: unknown } },
  },
  {
    rule: "lb-deletion-protected",
    type: "aws:lb/loadBalancer:LoadBalancer",
    good: { protected: { enableDeletionProtection: true } },
    bad: { "nothing said": {} },
    deferred: { "not known yet": { enableDeletionProtection: unknown } },
  },
  {
    rule: "pulumi-data-kept",
    type: database,
    environment: { losses: [] },
    good: { "nothing is lost": { engine: "postgres" }, "a value is not known": { dbName: unknown } },
    bad: {},
  },
  {
    rule: "pulumi-data-kept",
    type: database,
    environment: {
      losses: [
        { urn: `urn:pulumi:prod::case::${database}::subject`, how: "replaced, because dbName changes" },
      ],
    },
    good: {},
    bad: { "a database is replaced": { dbName: unknown } },
  },
  {
    rule: "pulumi-data-protected",
    type: database,
    good: { protected: [resource(database, "d", { engine: unknown }, {}, { protect: true })] },
    bad: { "not protected": [resource(database, "d", { engine: unknown })] },
  },
  {
    rule: "s3-bucket-versioned",
    good: {
      enabled: [
        resource(bucket, "b"),
        resource(versioning, "v", { versioningConfiguration: { status: "Enabled" } }, { bucket: "b" }),
      ],
      "the older property": [resource(bucket, "b", { versioning: { enabled: true } })],
      "a bucket of logs": [
        resource(bucket, "logs"),
        resource(
          "aws:s3/bucketLogging:BucketLogging",
          "l",
          { bucket: "elsewhere" },
          { targetBucket: "logs" },
        ),
      ],
    },
    bad: {
      "nothing said": [resource(bucket, "b")],
      suspended: [
        resource(bucket, "b"),
        resource(versioning, "v", { versioningConfiguration: { status: "Suspended" } }, { bucket: "b" }),
      ],
    },
    deferred: {
      "not known yet": [
        resource(bucket, "b"),
        resource(versioning, "v", { versioningConfiguration: unknown }, { bucket: "b" }),
      ],
    },
  },
  {
    rule: "s3-bucket-not-emptied",
    type: bucket,
    good: {
      "by default": {},
      "a repository": [resource("aws:ecr/repository:Repository", "r", { forceDelete: false })],
    },
    bad: {
      emptied: { forceDestroy: true },
      "a repository": [resource("aws:ecr/repository:Repository", "r", { forceDelete: true })],
    },
    deferred: { "not known yet": { forceDestroy: unknown } },
  },
];
