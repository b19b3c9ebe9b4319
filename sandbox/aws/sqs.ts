import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const url = (region: string, account: string, name: string) =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`;

export const sqs: Models = {
  "aws:sqs/queue:Queue": {
    name: {
      property: "name",
      maxLength: 80,
      pattern: /^[\w-]+(\.fifo)?$/,
      allowed: "letters, digits, dashes and underscores, with .fifo at the end of a FIFO queue",
      unique: "account",
    },
    id: (planned) => url(planned.region, planned.account, String(planned.inputs.name)),
    arn: (planned) => `arn:aws:sqs:${planned.region}:${planned.account}:${String(planned.inputs.name)}`,
    replaceOn: ["fifoQueue"],
    check: (planned, _, report) => {
      const {
        messageRetentionSeconds: seconds,
        fifoQueue,
        name,
        sqsManagedSseEnabled,
        kmsMasterKeyId,
      } = planned.inputs;
      if (typeof seconds === "number" && (seconds < 60 || seconds > 1209600)) {
        report("messageRetentionSeconds", seconds, "60 to 1209600 seconds");
      }
      if ((fifoQueue === true) !== String(name).endsWith(".fifo")) {
        report("name", name, "a name that ends in .fifo for a FIFO queue, and only for one");
      }
      if (sqsManagedSseEnabled === true && kmsMasterKeyId !== undefined) {
        report("sqsManagedSseEnabled", true, "either this or kmsMasterKeyId");
      }
    },
    outputs: (planned) => ({ url: url(planned.region, planned.account, String(planned.inputs.name)) }),
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    id: (planned) => String(planned.inputs.queueUrl),
    required: ["queueUrl", "policy"],
    replaceOn: ["queueUrl"],
    check: (planned, cloud, report) => {
      const { queueUrl } = planned.inputs;
      if (typeof queueUrl === "string" && !cloud.has(queueUrl)) {
        report("queueUrl", queueUrl, "the URL of a queue that exists");
      }
      checkPolicyDocument("policy", planned.inputs.policy, "resource", report);
    },
  },
};
