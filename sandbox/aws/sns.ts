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
    id: (draft) => `arn:aws:sns:${draft.region}:${draft.account}:${String(draft.inputs.name)}`,
    arn: (draft) => draft.id,
    replaceOn: ["fifoTopic"],
    check: (draft, _, report) => {
      const { fifoTopic, name, policy } = draft.inputs;
      if ((fifoTopic === true) !== String(name).endsWith(".fifo")) {
        report("name", name, "a name that ends in .fifo for a FIFO topic, and only for one");
      }
      if (policy !== undefined) checkPolicyDocument("policy", policy, "resource", report);
    },
    outputs: (draft) => ({ owner: draft.account }),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: (draft) => String(draft.inputs.arn),
    required: ["arn", "policy"],
    replaceOn: ["arn"],
    check: (draft, _, report) => checkPolicyDocument("policy", draft.inputs.policy, "resource", report),
    outputs: (draft) => ({ owner: draft.account }),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: (draft) => `${String(draft.inputs.topic)}:${draft.hex(8)}-${draft.hex(12).slice(8)}`,
    required: ["topic", "protocol", "endpoint"],
    replaceOn: ["topic", "protocol", "endpoint"],
    check: (draft, _, report) => {
      const { endpoint, protocol } = draft.inputs;
      if (typeof protocol === "string" && !protocols.includes(protocol)) {
        report("protocol", protocol, protocols.join(", "));
      }
      if (protocol === "email" && !/^[^@\s]+@[^@\s]+$/.test(String(endpoint))) {
        report("endpoint", endpoint, "a mail address");
      }
    },
    outputs: (draft) => ({
      confirmationWasAuthenticated: false,
      ownerId: draft.account,
      // A mailbox confirms by a link in a mail.
      pendingConfirmation: draft.inputs.protocol === "email",
    }),
  },
};
