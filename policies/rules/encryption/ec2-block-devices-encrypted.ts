import { fsbp, gdpr, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ec2BlockDevicesEncrypted = resourceRule({
  name: "ec2-block-devices-encrypted",
  family: "encryption",
  title: "Block devices of instances and launch templates are encrypted",
  reasoning:
    "Node disks hold container images, logs and whatever pods write; they are copied and recycled like any other.",
  severity: "high",
  frameworks: [...fsbp("EC2.181"), ...pci("3.5.1"), ...hipaa("164.312(a)(2)(iv)"), ...gdpr("Art.32")],
  enforcement: "mandatory",
  remediation: ["Set encrypted to true on every block device."],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  types: [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/instance:Instance",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
  ],
  check(view, { fail, each }) {
    // Where a template names no device, the image and the account's default decide, and there is nothing to read.
    each(view.at("blockDeviceMappings").list(), (device) => {
      const ebs = device.at("ebs");
      if (ebs.isAbsent) return;
      if (ebs.at("encrypted").flag() !== true) fail(`${ebs.path}.encrypted is not true.`);
    });
    const root = view.at("rootBlockDevice");
    if (!root.isAbsent && root.at("encrypted").flag() !== true)
      fail("rootBlockDevice.encrypted is not true.");
    each(view.at("ebsBlockDevices").list(), (device) => {
      if (device.at("encrypted").flag() !== true) fail(`${device.path}.encrypted is not true.`);
    });
  },
  remediate(view) {
    const { inputs } = view.resource;
    const devices = view.at("blockDeviceMappings");
    if (view.type !== "aws:ec2/launchTemplate:LaunchTemplate" || devices.isUnknown) return undefined;
    const open = devices
      .list()
      .filter(
        (device) => !device.isUnknown && !device.at("ebs").isAbsent && device.at("ebs", "encrypted").isAbsent,
      );
    if (open.length === 0) return undefined;
    const encrypted = devices.list().map((device) => {
      const raw = device.raw() as Record<string, unknown>;
      return open.some(({ path }) => path === device.path)
        ? { ...raw, ebs: { ...(raw.ebs as object), encrypted: "true" } }
        : raw;
    });
    return { ...inputs, blockDeviceMappings: encrypted };
  },
});
