import { elasticacheNodeTypes } from "@aip/facts/node-classes.ts";
import { checkBounds } from "../bounds.ts";
import { didYouMean } from "../nearest.ts";
import type { Problems } from "../problems.ts";

/** The arguments of the online store on ElastiCache that no other resource's output flows into. */
export interface OnlineStoreSettings {
  /** ElastiCache node type, such as `cache.t4g.small`. */
  readonly nodeType: string;
  /** Copies besides the primary, each in another zone, 0 to 5. Default: 1. */
  readonly replicas?: number;
  /** Days that snapshots are kept, 0 to 35. Default: 7. */
  readonly snapshotDays?: number;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
export const onlineStoreBounds = {
  replicas: { least: 0, most: 5, unit: "replicas" },
  snapshotDays: { least: 0, most: 35, unit: "days" },
} as const;

/** The settings with all defaults. */
export const resolveOnlineStoreSettings = (settings: OnlineStoreSettings): Required<OnlineStoreSettings> => ({
  nodeType: settings.nodeType,
  replicas: settings.replicas ?? 1,
  snapshotDays: settings.snapshotDays ?? 7,
});

/** Reports everything that makes an online store impossible. */
export function checkOnlineStore(settings: OnlineStoreSettings, problems: Problems): void {
  problems.rule(() => {
    const { nodeType } = settings;
    if (elasticacheNodeTypes.includes(nodeType)) return;
    const near = didYouMean(nodeType, elasticacheNodeTypes);
    problems.add("nodeType", nodeType, `a node type of ElastiCache, such as cache.t4g.small${near}`);
  });
  for (const key of ["replicas", "snapshotDays"] as const) {
    problems.rule(() => checkBounds(key, settings[key], onlineStoreBounds[key], problems));
  }
}
