import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

export const kms: Models = {
  "aws:kms/key:Key": {
    id: (planned) => planned.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    arn: (planned) => `arn:aws:kms:${planned.region}:${planned.account}:key/${planned.id}`,
    replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion"],
    check: (planned, _, report) => {
      checkPolicyDocument("policy", planned.inputs.policy, "resource", report);
      const days = planned.inputs.deletionWindowInDays;
      if (typeof days === "number" && (days < 7 || days > 30)) {
        report("deletionWindowInDays", days, "7 to 30 days");
      }
    },
    outputs: (planned) => ({ keyId: planned.id }),
  },
  "aws:kms/alias:Alias": {
    name: {
      property: "name",
      maxLength: 256,
      pattern: /^alias\/(?!aws\/)[\w/-]+$/,
      allowed: "alias/ and letters, digits, dashes, underscores and slashes, not starting with aws/",
      unique: "account",
    },
    arn: (planned) => `arn:aws:kms:${planned.region}:${planned.account}:${String(planned.inputs.name)}`,
    required: ["targetKeyId"],
    check: (planned, cloud, report) => {
      const key = planned.inputs.targetKeyId;
      if (typeof key === "string" && !cloud.has(key)) report("targetKeyId", key, "a key that exists");
    },
    outputs: (planned, cloud) => ({
      targetKeyArn: cloud.find(String(planned.inputs.targetKeyId))?.outputs.arn ?? "",
    }),
  },
};
