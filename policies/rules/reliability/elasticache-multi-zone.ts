import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const elasticacheMultiZone = resourceRule({
  name: "elasticache-multi-zone",
  family: "reliability",
  title: "Production caches fail over to a replica in another zone",
  reasoning: "A cache with one node takes the services behind it down with it when the node is replaced.",
  severity: "medium",
  frameworks: [...fsbp("ElastiCache.3")],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Set automaticFailoverEnabled and multiAzEnabled to true, with at least one replica."],
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(view, { fail, each }) {
    each(["automaticFailoverEnabled", "multiAzEnabled"], (setting) => {
      if (view.at(setting).flag() !== true) fail(`${setting} is not true.`);
    });
  },
});
