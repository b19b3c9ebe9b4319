import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { resourceRule } from "../../rule.ts";

const volume = "aws:ebs/volume:Volume";

/** The properties that say of what kind a disk is. */
const diskTypes: Readonly<Record<string, (view: ResourceView) => Value[]>> = {
  [volume]: (view) => [view.at("type")],
  "aws:ec2/instance:Instance": (view) => [
    view.at("rootBlockDevice", "volumeType"),
    ...view
      .at("ebsBlockDevices")
      .list()
      .map((device) => device.at("volumeType")),
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": (view) =>
    view
      .at("blockDeviceMappings")
      .list()
      .map((mapping) => mapping.at("ebs", "volumeType")),
  "aws:rds/instance:Instance": (view) => [view.at("storageType")],
  "aws:opensearch/domain:Domain": (view) => [view.at("ebsOptions", "volumeType")],
  "kubernetes:storage.k8s.io/v1:StorageClass": (view) => [view.at("parameters", "type")],
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (view) =>
    view
      .at("spec", "blockDeviceMappings")
      .list()
      .map((mapping) => mapping.at("ebs", "volumeType")),
};

export const ebsGp3Preferred = resourceRule({
  name: "ebs-gp3-preferred",
  family: "cost",
  title: "General purpose disks are gp3, not gp2",
  reasoning: "gp3 costs a fifth less for each GiB and brings 3,000 IOPS along whatever its size.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Set the volume type to gp3; volumes change while they are in use."],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
  types: Object.keys(diskTypes),
  check(view, { each, fail }) {
    each(diskTypes[view.type]?.(view) ?? [], (type) => {
      if (type.text() === "gp2") fail(`${type.path} is gp2.`);
    });
    // Without a type a volume is gp2; instances and templates follow their image.
    if (view.type === volume && view.at("type").isAbsent) fail("type is not set, which means gp2.");
  },
  remediate(view) {
    if (view.type !== volume) return undefined;
    const type = view.at("type");
    return type.isAbsent || type.raw() === "gp2" ? { ...view.resource.inputs, type: "gp3" } : undefined;
  },
});
