import { fsbp, hipaa, pci, soc2 } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";
import { bucketTypes, loggingTypes, receivesLogs } from "../buckets.ts";

export const s3AccessLogs = stackRule({
  name: "s3-access-logs",
  family: "logging",
  title: "Buckets log who reads them",
  reasoning: "After a leak the question is which objects were read, and by whom.",
  severity: "low",
  frameworks: [
    ...fsbp("S3.9"),
    ...pci("10.2.1", "10.2.1.1", "10.2.1.2"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
  ],
  enforcement: "advisory",
  remediation: ["Add an aws.s3.BucketLogging, or data events of CloudTrail for the bucket."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  types: bucketTypes,
  check(stack, { fail, each }) {
    each(stack.ofType(...bucketTypes), (bucket) => {
      if (!bucket.at("loggings").isAbsent || receivesLogs(stack, bucket)) return;
      if (stack.referring(bucket, "bucket", ...loggingTypes).length === 0) {
        fail("Nothing logs access to the bucket.", bucket.urn);
      }
    });
  },
});
