import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kinesisStreamEncrypted = resourceRule({
  name: "kinesis-stream-encrypted",
  family: "encryption",
  title: "Kinesis streams are encrypted",
  reasoning: "Records stay in a stream for a day to a year, and are not encrypted unless somebody says so.",
  severity: "medium",
  frameworks: [...fsbp("Kinesis.1")],
  enforcement: "mandatory",
  remediation: ["Set encryptionType to KMS and name a key in kmsKeyId."],
  url: "https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html",
  types: ["aws:kinesis/stream:Stream"],
  check(view, { fail }) {
    if (view.at("encryptionType").text() !== "KMS") fail("encryptionType is not KMS.");
  },
});
