import { cisAws, fsbp, gdpr, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ebsVolumeEncrypted = resourceRule({
  name: "ebs-volume-encrypted",
  family: "encryption",
  title: "EBS volumes and copies of snapshots are encrypted",
  reasoning:
    "Anyone who gets at the disk, a snapshot of it or a copy shared by mistake reads everything on a volume that is not encrypted.",
  severity: "high",
  frameworks: [
    ...fsbp("EC2.3"),
    ...cisAws("5.1.1"),
    ...pci("3.5.1"),
    ...hipaa("164.312(a)(2)(iv)"),
    ...gdpr("Art.32"),
  ],
  enforcement: "mandatory",
  remediation: [
    "Set encrypted to true and name a key in kmsKeyId.",
    "A volume that exists has to be copied: take a snapshot, copy it encrypted, and restore it.",
  ],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  types: ["aws:ebs/volume:Volume", "aws:ebs/snapshotCopy:SnapshotCopy"],
  check(view, { fail }) {
    if (view.at("encrypted").flag() !== true) fail("encrypted is not true.");
  },
});
