import { stackRule } from "../../rule.ts";

const volume = "aws:ebs/volume:Volume";

export const ebsVolumeAttached = stackRule({
  name: "ebs-volume-attached",
  family: "cost",
  title: "Volumes are attached to an instance or held by Kubernetes",
  reasoning: "A volume is billed for its full size whether anything reads it or not.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Attach the volume, keep its data as a snapshot, or take it away."],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html",
  types: [volume],
  check(stack, { each, fail }) {
    const claimed = new Set(
      stack.ofType("kubernetes:core/v1:PersistentVolume").flatMap(({ resource }) => resource.dependsOn),
    );
    each(stack.ofType(volume), (disk) => {
      if (claimed.has(disk.urn)) return;
      if (stack.referring(disk, "volumeId", "aws:ec2/volumeAttachment:VolumeAttachment").length > 0) return;
      fail("Nothing uses the volume.", disk.urn);
    });
  },
});
