import type { World } from "./world.ts";

/** Zones of the lake and what else the data layer keeps in buckets of their own, by their logical names. */
export type BucketRole = "raw" | "curated" | "features" | "models" | "artifacts";

/** Name of a bucket of the data layer; `undefined` where there is none. */
export function bucketOf({ stack }: World, role: BucketRole): string | undefined {
  const bucket = stack.ofType("aws:s3/bucket:Bucket").find(({ name }) => name === `lake-${role}-bucket`);
  return bucket && (bucket.at("bucket").text() ?? bucket.resource.id);
}
