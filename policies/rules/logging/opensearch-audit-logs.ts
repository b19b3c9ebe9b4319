import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const opensearchAuditLogs = resourceRule({
  name: "opensearch-audit-logs",
  family: "logging",
  title: "OpenSearch domains publish error and audit logs",
  reasoning: "A domain that says nothing is one whose searches nobody can account for.",
  severity: "medium",
  frameworks: [...fsbp("Opensearch.4", "Opensearch.5")],
  enforcement: "mandatory",
  remediation: ["Publish ES_APPLICATION_LOGS and AUDIT_LOGS with logPublishingOptions."],
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html",
  types: ["aws:opensearch/domain:Domain"],
  check(view, { fail }) {
    const published = view
      .at("logPublishingOptions")
      .list()
      .filter((option) => option.at("enabled").flag() !== false)
      .map((option) => option.at("logType").text());
    const missing = ["ES_APPLICATION_LOGS", "AUDIT_LOGS"].filter((log) => !published.includes(log));
    if (missing.length > 0) fail(`logPublishingOptions lacks ${missing.join(", ")}.`);
  },
});
