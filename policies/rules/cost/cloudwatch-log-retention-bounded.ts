import { resourceRule } from "../../rule.ts";

export const cloudwatchLogRetentionBounded = resourceRule({
  name: "cloudwatch-log-retention-bounded",
  family: "cost",
  title: "Log groups keep their logs for a time that is set, and not longer than needed",
  reasoning: "A log group without retention keeps everything for ever, and its bill only grows.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set retentionInDays to as long as the logs are of use."],
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  settings: {
    maximumDays: {
      type: "integer",
      description: "Days that logs may be kept.",
      default: 731,
      minimum: 1,
    },
  },
  check(view, { config, fail }) {
    const days = view.at("retentionInDays").number() ?? 0;
    if (days === 0) fail("retentionInDays is not set: logs are kept for ever.");
    else if (days > config.maximumDays) {
      fail(`Logs are kept for ${days} days; ${config.maximumDays} are allowed.`);
    }
  },
});
