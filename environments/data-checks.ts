import { checkOnlineStore } from "@aip/common/arguments/online-store.ts";
import { checkPostgres } from "@aip/common/arguments/postgres.ts";
import { inProduction, type Rule } from "./rule.ts";

const database: Rule = ({ data }, problems) => {
  checkPostgres(data.database, problems.at("data.database"));
};

const onlineStore: Rule = ({ data }, problems) => {
  if (data.featureStore.onlineStore !== "elasticache") return;
  checkOnlineStore(data.featureStore, problems.at("data.featureStore"));
};

/** What holds state, and what production must not lose of it: its database and its features. */
export const dataRules: readonly Rule[] = [
  database,
  onlineStore,
  inProduction(
    "data.deletionProtection",
    "true",
    ({ data }) => data.deletionProtection,
    (on) => on,
  ),
  inProduction(
    "data.database.multiAz",
    "true",
    ({ data }) => data.database.multiAz,
    (on) => on,
  ),
  inProduction(
    "data.featureStore.replicas",
    "at least 1",
    ({ data }) => data.featureStore.replicas,
    (replicas, { data }) => data.featureStore.onlineStore === "dynamodb" || replicas >= 1,
  ),
];
