import type { ResourceView } from "@aip/common/view/view.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes, versioningTypes } from "../buckets.ts";

/** Buckets whose name says that models or artifacts are in them. */
const keepsModels = /(^|[-_./])(models?|artifacts?|mlflow|registry|checkpoints?)([-_./]|$)/i;

const names = (bucket: ResourceView): string[] =>
  [bucket.at("bucket"), bucket.at("bucketPrefix")].flatMap((name) =>
    name.isUnknown ? [] : (name.text() ?? []),
  );

export const mlModelBucketVersioned = stackRule({
  name: "ml-model-bucket-versioned",
  family: "ml",
  title: "Buckets of models and artifacts keep versions",
  reasoning:
    "A model that serves has to be found again byte for byte, for a rollback and for anyone who asks why it decided so.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Add an aws.s3.BucketVersioning with status Enabled."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      if (![bucket.name, ...names(bucket)].some((name) => keepsModels.test(name))) return;
      if (bucket.at("versioning", "enabled").flag() === true) return;
      const enabled = stack
        .referring(bucket, "bucket", ...versioningTypes)
        .some((versioning) => versioning.at("versioningConfiguration", "status").text() === "Enabled");
      if (!enabled)
        fail("Versioning is not enabled, and the bucket's name says that models are kept in it.", bucket.urn);
    });
  },
});
