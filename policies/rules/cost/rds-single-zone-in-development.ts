import { resourceRule } from "../../rule.ts";

export const rdsSingleZoneInDevelopment = resourceRule({
  name: "rds-single-zone-in-development",
  family: "cost",
  title: "Development has no standby databases",
  reasoning: "A standby doubles the price of a database for availability that development does not need.",
  severity: "medium",
  frameworks: [],
  enforcement: { development: "advisory", staging: "disabled", production: "disabled" },
  remediation: ["Set multiAz to false."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html",
  types: ["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"],
  check(view, { fail }) {
    if (view.type === "aws:rds/instance:Instance") {
      if (view.at("multiAz").flag() === true) fail("multiAz is true.");
    } else if (view.at("multiAzEnabled").flag() === true) fail("multiAzEnabled is true.");
  },
});
