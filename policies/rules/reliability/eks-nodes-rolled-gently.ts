import { resourceRule } from "../../rule.ts";

export const eksNodesRolledGently = resourceRule({
  name: "eks-nodes-rolled-gently",
  family: "reliability",
  title: "Node groups can grow, and lose a few nodes at a time in an upgrade",
  reasoning:
    "A group that may not grow cannot replace a node before it takes one away; one that may lose all of them does.",
  severity: "low",
  frameworks: [],
  enforcement: { development: "disabled", staging: "advisory", production: "advisory" },
  remediation: [
    "Set scalingConfig.maxSize above minSize, and updateConfig.maxUnavailablePercentage to 50 or less.",
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
  types: ["aws:eks/nodeGroup:NodeGroup"],
  check(view, { fail }) {
    const share = view.at("updateConfig", "maxUnavailablePercentage").number();
    if (share !== undefined && share > 50) fail(`maxUnavailablePercentage is ${share}.`);
    const size = view.at("scalingConfig");
    const [least, most] = [size.at("minSize").number(), size.at("maxSize").number()];
    if (least !== undefined && most !== undefined && most <= least && most > 0) {
      fail(`scalingConfig.maxSize is ${most}, no more than minSize.`);
    }
  },
});
