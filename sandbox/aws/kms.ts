import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

export const kms: Models = {
  "aws:kms/key:Key": {
    id: (draft) => draft.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    arn: (draft) => `arn:aws:kms:${draft.region}:${draft.account}:key/${draft.id}`,
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
    check: (draft, _, report) => {
      checkPolicyDocument("policy", draft.inputs.policy, "resource", report);
      const days = draft.inputs.deletionWindowInDays;
      if (typeof days === "number" && (days < 7 || days > 30)) {
        report("deletionWindowInDays", days, "7 to 30 days");
      }
    },
    outputs: (draft) => ({ keyId: draft.id }),
  },
  "aws:kms/alias:Alias": {
    name: {
      property: "name",
      maxLength: 256,
      pattern: /^alias\/(?!aws\/)[\w/-]+$/,
      allowed: "alias/ and letters, digits, dashes, underscores and slashes, not starting with aws/",
      unique: "account",
    },
    arn: (draft) => `arn:aws:kms:${draft.region}:${draft.account}:${String(draft.inputs.name)}`,
    required: ["targetKeyId"],
    check: (draft, cloud, report) => {
      const key = draft.inputs.targetKeyId;
      if (typeof key === "string" && !cloud.has(key)) report("targetKeyId", key, "a key that exists");
    },
    outputs: (draft, cloud) => ({
      targetKeyArn: cloud.find(String(draft.inputs.targetKeyId))?.outputs.arn ?? "",
    }),
  },
};
