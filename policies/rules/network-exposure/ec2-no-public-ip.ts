import { cisEks, fsbp, hipaa, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ec2NoPublicIp = resourceRule({
  name: "ec2-no-public-ip",
  family: "network-exposure",
  title: "Instances and nodes get no public address",
  reasoning:
    "An instance without a public address cannot be reached from the internet whatever its security group says.",
  severity: "high",
  frameworks: [
    ...fsbp("EC2.9", "EC2.25"),
    ...cisEks("5.4.3"),
    ...pci("1.4.5"),
    ...hipaa("164.308(a)(3)(i)", "164.312(a)(1)"),
    ...soc2("CC6.6"),
  ],
  enforcement: "mandatory",
  remediation: ["Set associatePublicIpAddress to false, and use a private subnet."],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  types: [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "eks:index:Cluster",
  ],
  check(view, { fail, each }) {
    if (view.type === "eks:index:Cluster") {
      // Its node groups do so unless set otherwise; where there is none by default, nothing does.
      const none = view.at("skipDefaultNodeGroup").flag() === true;
      if (!none && view.at("nodeAssociatePublicIpAddress").flag() === true) {
        fail("nodeAssociatePublicIpAddress is true.");
      }
      return;
    }
    if (view.at("associatePublicIpAddress").flag() === true) fail("associatePublicIpAddress is true.");
    each(view.at("networkInterfaces").list(), (card) => {
      if (card.at("associatePublicIpAddress").flag() === true)
        fail(`${card.path}.associatePublicIpAddress is true.`);
    });
  },
});
