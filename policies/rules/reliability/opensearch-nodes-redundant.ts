import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const opensearchNodesRedundant = resourceRule({
  name: "opensearch-nodes-redundant",
  family: "reliability",
  title: "Production search domains have three data nodes over several zones",
  reasoning:
    "With fewer, the loss of one node leaves shards without a copy, and the domain unable to elect a master.",
  severity: "medium",
  frameworks: [...fsbp("Opensearch.6")],
  enforcement: { development: "disabled", staging: "disabled", production: "mandatory" },
  remediation: ["Set clusterConfig.instanceCount to 3 or more and zoneAwarenessEnabled to true."],
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
  types: ["aws:opensearch/domain:Domain"],
  check(view, { fail }) {
    const cluster = view.at("clusterConfig");
    const count = cluster.at("instanceCount").number() ?? 1;
    if (count < 3) fail(`clusterConfig.instanceCount is ${count}.`);
    if (cluster.at("zoneAwarenessEnabled").flag() !== true)
      fail("clusterConfig.zoneAwarenessEnabled is not true.");
  },
});
