import {
  bucketPrefix,
  databaseIdentifier,
  nameLimits,
  platformName,
  privateZoneName,
  repositoryName,
  teamPath,
} from "@aip/common/names.ts";
import { imagesOf } from "@aip/services";
import type { Environment } from "./schema/index.ts";

/** A name that AWS limits and that holds the environment's. */
export interface DerivedName {
  /** What has the name. */
  readonly what: string;
  readonly longest: number;
  readonly name: (environment: string) => string;
}

/** The buckets that an environment has, by the names their components give them. */
function buckets({ access, clusterServices, security }: Environment): readonly string[] {
  return [
    ...["logs", "raw", "curated", "features", "models", "artifacts"].map((zone) => `lake-${zone}`),
    ...(clusterServices.backup.enabled ? ["services-backup-bucket"] : []),
    ...(access === "gateway" ? ["door-logs"] : []),
    ...(security.cloudTrail.enabled ? ["audit-access", "audit-records"] : []),
    ...(security.baseline.config ? ["baseline-access", "baseline-history-records"] : []),
  ];
}

/**
 * The names that hold the environment's and are longest for their limit: those of other kinds of resource are shorter, or
 * their limits are far. A test compares them with the names in the plans.
 */
export function derivedNames(environment: Environment): readonly DerivedName[] {
  const { domain, data, network, security, teams } = environment;
  const { cloudTrail, baseline } = security;
  const when = (wanted: boolean, what: string, longest: number, name: DerivedName["name"]) =>
    wanted ? [{ what, longest, name }] : [];
  const ownZone = network.dns.privateZoneName === undefined;
  return [
    ...buckets(environment).map((bucket) => ({
      what: "the bucket prefix",
      longest: nameLimits.bucketPrefix,
      name: (name: string) => bucketPrefix(name, bucket),
    })),
    ...when(true, "the cluster name", nameLimits.cluster, platformName),
    ...when(cloudTrail.enabled, "the trail name", nameLimits.trail, platformName),
    ...when(baseline.accessAnalyzer, "the analyzer name", nameLimits.analyzer, platformName),
    ...when(true, "the database identifier", nameLimits.databaseIdentifier, (name) =>
      databaseIdentifier(name, "postgres"),
    ),
    ...[...imagesOf(environment), ...data.images].map((image) => ({
      what: "the image repository",
      longest: nameLimits.repository,
      name: (name: string) => repositoryName(name, image),
    })),
    ...Object.entries(teams).flatMap(([team, { images }]) =>
      images.map((image) => ({
        what: "the image repository",
        longest: nameLimits.repository,
        name: (name: string) => repositoryName(name, `${teamPath(team)}/${image}`),
      })),
    ),
    ...when(ownZone, "the private zone", nameLimits.zone, (name) => privateZoneName(name, domain)),
  ];
}
