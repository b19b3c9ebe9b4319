import { cisAws, fsbp, gdpr, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const efsEncrypted = resourceRule({
  name: "efs-encrypted",
  family: "encryption",
  title: "EFS file systems are encrypted",
  reasoning:
    "A shared file system is where notebooks and training jobs leave data; encryption can be chosen only when it is made.",
  severity: "high",
  frameworks: [
    ...fsbp("EFS.1", "EFS.8"),
    ...cisAws("2.3.1"),
    ...pci("3.5.1"),
    ...hipaa("164.312(a)(2)(iv)"),
    ...gdpr("Art.32"),
  ],
  enforcement: "mandatory",
  remediation: ["Set encrypted to true and name a key in kmsKeyId."],
  url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  types: ["aws:efs/fileSystem:FileSystem"],
  check(view, { fail }) {
    if (view.at("encrypted").flag() !== true) fail("encrypted is not true.");
  },
});
