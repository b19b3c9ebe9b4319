import { clusterChecks } from "./cluster-checks.ts";
import { networkChecks } from "./network-checks.ts";
import type { Environment } from "./schema/index.ts";
import { serviceChecks } from "./service-checks.ts";
import { teamChecks } from "./team-checks.ts";

/** Rules that span several keys. Each problem names the path, what was expected and what was found. */
export function crossChecks(environment: Environment): string[] {
  const problems: string[] = [];
  problems.push(
    ...networkChecks(environment),
    ...clusterChecks(environment),
    ...dataChecks(environment),
    ...serviceChecks(environment),
    ...teamChecks(environment),
  );
  return problems;
}

/** What production must not lose: its database and its features. */
function dataChecks({ profile, data }: Environment): string[] {
  const problems: string[] = [];
  const expect = (path: string, expected: string, found: unknown, holds: boolean) => {
    if (!holds) problems.push(`platform:${path}: expected ${expected}, found ${JSON.stringify(found)}`);
  };
  const { database, featureStore } = data;
  const limit = database.maxStorageGiB;
  expect(
    "data.database.maxStorageGiB",
    `more than storageGiB (${database.storageGiB})`,
    limit,
    limit === undefined || limit > database.storageGiB,
  );
  if (profile !== "production") return problems;
  expect("data.deletionProtection", "true in production", data.deletionProtection, data.deletionProtection);
  expect("data.database.multiAz", "true in production", database.multiAz, database.multiAz);
  expect(
    "data.featureStore.replicas",
    "at least 1 in production",
    featureStore.replicas,
    featureStore.onlineStore === "dynamodb" || featureStore.replicas >= 1,
  );
  return problems;
}
