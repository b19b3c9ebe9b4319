import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const protocols = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"];

export const sns: Models = {
  "aws:sns/topic:Topic": {
    name: {
      property: "name",
      maxLength: 256,
      pattern: /^[\w-]+(\.fifo)?$/,
      allowed: "letters, digits, dashes and underscores, with .fifo at the end of a FIFO topic",
      unique: "account",
    },
    id: (planned) => `arn:aws:sns:${planned.region}:${planned.account}:${String(planned.inputs.name)}`,
    arn: (planned) => planned.id,
    replaceOn: ["fifoTopic"],
    check: (planned, _, report) => {
      const { fifoTopic, name, policy } = planned.inputs;
      if ((fifoTopic === true) !== String(name).endsWith(".fifo")) {
        report("name", name, "a name that ends in .fifo for a FIFO topic, and only for one");
      }
      if (policy !== undefined) checkPolicyDocument("policy", policy, "resource", report);
    },
    outputs: (planned) => ({ owner: planned.account }),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: (planned) => String(planned.inputs.arn),
    required: ["arn", "policy"],
    replaceOn: ["arn"],
    check: (planned, _, report) => checkPolicyDocument("policy", planned.inputs.policy, "resource", report),
    outputs: (planned) => ({ owner: planned.account }),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: (planned) => `${String(planned.inputs.topic)}:${planned.hex(8)}-${planned.hex(12).slice(8)}`,
    required: ["topic", "protocol", "endpoint"],
    replaceOn: ["topic", "protocol", "endpoint"],
    check: (planned, _, report) => {
      const { endpoint, protocol } = planned.inputs;
      if (typeof protocol === "string" && !protocols.includes(protocol)) {
        report("protocol", protocol, protocols.join(", "));
      }
      if (protocol === "email" && !/^[^@\s]+@[^@\s]+$/.test(String(endpoint))) {
        report("endpoint", endpoint, "a mail address");
      }
    },
    outputs: (planned) => ({
      confirmationWasAuthenticated: false,
      ownerId: planned.account,
      // A mailbox confirms by a link in a mail.
      pendingConfirmation: planned.inputs.protocol === "email",
    }),
  },
};
