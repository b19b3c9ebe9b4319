import { fsbp, hipaa, pci, soc2 } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes, receivesLogs, versioningTypes } from "../buckets.ts";

export const s3BucketVersioned = stackRule({
  name: "s3-bucket-versioned",
  family: "backup",
  title: "Buckets keep versions",
  reasoning: "An object overwritten or deleted, by mistake or by ransomware, can then be brought back.",
  severity: "medium",
  frameworks: [
    ...fsbp("S3.13"),
    ...pci("10.5.1"),
    ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"),
    ...soc2("A1.2"),
  ],
  enforcement: "mandatory",
  remediation: ["Add an aws.s3.BucketVersioning with status Enabled, and a lifecycle rule for old versions."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      if (bucket.at("versioning", "enabled").flag() === true || receivesLogs(stack, bucket)) return;
      const split = stack.referring(bucket, "bucket", ...versioningTypes);
      const enabled = split.some(
        (versioning) => versioning.at("versioningConfiguration", "status").text() === "Enabled",
      );
      if (!enabled) fail("Versioning is not enabled.", bucket.urn);
    });
  },
});
