import type * as pulumi from "@pulumi/pulumi";

/** The buckets of the data layer in which teams work. */
interface Buckets {
  readonly curated: pulumi.Input<string>;
  readonly features: pulumi.Input<string>;
  readonly models: pulumi.Input<string>;
  readonly artifacts: pulumi.Input<string>;
}

/** Which buckets a team reads as a whole, and in which it has a prefix of its own. */
export const teamBuckets = ({ curated, features, models, artifacts }: Buckets) => ({
  readBuckets: [curated, features],
  ownBuckets: [curated, features, models, artifacts],
});
