import { OnlineStore } from "@aip/components/data/online-store.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { DataConfig } from "./config.ts";
import type { StorePlacement } from "./databases.ts";

/** Where features are read online: a cache of this layer, DynamoDB, or nowhere while the feature store is off. */
export function createOnlineStore(
  { environment, hasOnlineStore }: DataConfig,
  placement: StorePlacement,
  options: pulumi.ComponentResourceOptions,
): { readonly onlineStore: "dynamodb" | "elasticache" | null; readonly cache?: OnlineStore } {
  const { onlineStore, nodeType, replicas } = environment.data.featureStore;
  if (!hasOnlineStore) return { onlineStore: null };
  if (onlineStore === "dynamodb") return { onlineStore };
  return { onlineStore, cache: new OnlineStore("features", { ...placement, nodeType, replicas }, options) };
}
