import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { drawsGpus } from "../gpu.ts";

export const ec2GroupsSpanZones = resourceRule({
  name: "ec2-groups-span-zones",
  family: "reliability",
  title: "Node groups span two zones or more",
  reasoning: "A group in one zone goes with it, and cannot grow when that zone is short of capacity.",
  severity: "medium",
  frameworks: [...fsbp("AutoScaling.2")],
  enforcement: { development: "disabled", staging: "advisory", production: "advisory" },
  remediation: [
    "Give subnets of at least two zones. Training groups that need one placement group are best waived.",
  ],
  url: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html",
  types: ["aws:eks/nodeGroup:NodeGroup", "aws:autoscaling/group:Group"],
  check(view, { fail, notApplicable }) {
    if (drawsGpus(view)) notApplicable("GPU nodes that talk to each other stay in one zone");
    const places = [view.at("subnetIds"), view.at("vpcZoneIdentifiers"), view.at("availabilityZones")].find(
      (place) => !place.isAbsent,
    );
    const count = places === undefined ? 0 : places.list().length;
    if (count === 1) fail("The group has a single subnet, so it is in a single zone.");
  },
});
