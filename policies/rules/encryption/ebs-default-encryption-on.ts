import { fsbp, hipaa } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ebsDefaultEncryptionOn = resourceRule({
  name: "ebs-default-encryption-on",
  family: "encryption",
  title: "Nothing switches off the account's encryption of new volumes",
  reasoning: "The account's default covers every volume that some tool makes without saying so.",
  severity: "high",
  frameworks: [...fsbp("EC2.7"), ...hipaa("164.312(a)(2)(iv)")],
  enforcement: "mandatory",
  remediation: ["Set enabled to true, or leave it out."],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
  types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
  check(view, { fail }) {
    if (view.at("enabled").flag() === false) fail("enabled is false.");
  },
});
