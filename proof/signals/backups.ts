import type { ResourceView } from "@aip/common/view/view.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";

/** How a type of store says that it is backed up. */
type Backed = (world: World, view: ResourceView) => Outcome;

const days =
  (key: string, what: string): Backed =>
  (_, view) => {
    const kept = view.at(key).number() ?? 0;
    return kept > 0
      ? held(`${what} are kept for ${kept} days`, view.urn)
      : broken(`${view.name} keeps no ${what}: ${key} is 0`, view.urn);
  };

const flag =
  (keys: readonly string[], what: string): Backed =>
  (_, view) =>
    view.at(...keys).flag() === true
      ? held(`${what} is on`, view.urn)
      : broken(`${what} of ${view.name} is off`, view.urn);

/** A bucket keeps what is overwritten or deleted by its versions. */
const versioned: Backed = ({ stack }, bucket) => {
  const versioning = stack.referring(bucket, "bucket", "aws:s3/bucketVersioning:BucketVersioning")[0];
  return versioning?.at("versioningConfiguration", "status").text() === "Enabled"
    ? held("Versions of objects are kept", versioning.urn)
    : broken(`${bucket.name} keeps no versions of its objects`, bucket.urn);
};

const fileSystem: Backed = ({ stack }, view) => {
  const policy = stack.referring(view, "fileSystemId", "aws:efs/backupPolicy:BackupPolicy")[0];
  const plans = stack.ofType("aws:backup/selection:Selection").length;
  return policy?.at("backupPolicy", "status").text() === "ENABLED" || plans > 0
    ? held("AWS Backup copies the file system", policy?.urn ?? view.urn)
    : broken(`Nothing copies ${view.name}`, view.urn);
};

/** Stores, and what backs each up. Caches and queues are left out: what is in them comes from elsewhere. */
export const stores: Readonly<Record<string, Backed>> = {
  "aws:rds/instance:Instance": days("backupRetentionPeriod", "daily backups"),
  "aws:dynamodb/table:Table": flag(["pointInTimeRecovery", "enabled"], "Point-in-time recovery"),
  "aws:s3/bucket:Bucket": versioned,
  "aws:efs/fileSystem:FileSystem": fileSystem,
};

/** Whether a schedule of Velero copies the volumes of a namespace. */
export function volumesAreCopied(world: World, namespace: string): Outcome {
  const schedules = world.stack.ofType("kubernetes:velero.io/v1:Schedule");
  const copies = schedules.find((schedule) => {
    const template = schedule.at("spec", "template");
    const included = template.at("includedNamespaces").texts();
    const excluded = template.at("excludedNamespaces").texts();
    const all = included.length === 0 || included.includes("*");
    return (
      (all || included.includes(namespace)) &&
      !excluded.includes(namespace) &&
      template.at("snapshotVolumes").flag() !== false
    );
  });
  return copies
    ? held(
        `Velero copies the volumes of ${namespace} by the schedule ${copies.at("spec", "schedule").text()}`,
        copies.urn,
      )
    : broken(`No schedule of Velero copies the volumes of ${namespace}`, "platform:clusterServices.backup");
}
