import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const sqsQueueEncrypted = resourceRule({
  name: "sqs-queue-encrypted",
  family: "encryption",
  title: "Queues are encrypted",
  reasoning:
    "Messages wait on disk for up to two weeks. SQS encrypts them by itself unless it is set not to.",
  severity: "medium",
  frameworks: [...fsbp("SQS.1")],
  enforcement: "mandatory",
  remediation: ["Leave sqsManagedSseEnabled out, or name a key in kmsMasterKeyId."],
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  types: ["aws:sqs/queue:Queue"],
  check(view, { fail }) {
    if (view.at("kmsMasterKeyId").isSet) return;
    if (view.at("sqsManagedSseEnabled").flag() === false) {
      fail("sqsManagedSseEnabled is false and no key is named.");
    }
  },
  remediate(view) {
    if (view.at("kmsMasterKeyId").isSet || view.at("sqsManagedSseEnabled").flag() !== false) return undefined;
    return { ...view.resource.inputs, sqsManagedSseEnabled: true };
  },
});
