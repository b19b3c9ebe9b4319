import { hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const targets = ["cloudwatchLogs", "firehose", "s3"] as const;

export const mskBrokerLogs = resourceRule({
  name: "msk-broker-logs",
  family: "logging",
  title: "Kafka brokers send their logs somewhere",
  reasoning:
    "Failed logins and lost partitions are only in the brokers' logs, which nobody can reach on the brokers.",
  severity: "medium",
  frameworks: [...pci("10.2.1", "10.2.1.1", "10.2.1.2"), ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)")],
  enforcement: "mandatory",
  remediation: ["Enable cloudwatchLogs, firehose or s3 in loggingInfo.brokerLogs."],
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",
  types: ["aws:msk/cluster:Cluster"],
  check(view, { fail }) {
    const logs = view.at("loggingInfo", "brokerLogs");
    if (!targets.some((target) => logs.at(target, "enabled").flag() === true)) {
      fail("No target of loggingInfo.brokerLogs is enabled.");
    }
  },
});
