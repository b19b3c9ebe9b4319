import { fsbp, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ebsSnapshotNotPublic = resourceRule({
  name: "ebs-snapshot-not-public",
  family: "network-exposure",
  title: "Snapshots and machine images are not shared with everybody",
  reasoning: "A public snapshot is found by scanners within hours, with the disk's every deleted file in it.",
  severity: "critical",
  frameworks: [...fsbp("EC2.1", "RDS.1"), ...hipaa("164.308(a)(3)(i)", "164.312(a)(1)"), ...soc2("CC6.6")],
  enforcement: "mandatory",
  remediation: ["Share with account ids, or within the organization."],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
  types: [
    "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission",
    "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
    "aws:rds/snapshot:Snapshot",
    "aws:rds/clusterSnapshot:ClusterSnapshot",
  ],
  check(view, { fail }) {
    if (view.at("group").text() === "all") fail("The image is shared with everybody.");
    if (view.at("accountId").text() === "all") fail("The snapshot is shared with everybody.");
    if (view.at("sharedAccounts").texts().includes("all")) fail("The snapshot is shared with everybody.");
  },
});
