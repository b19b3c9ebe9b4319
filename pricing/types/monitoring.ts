import type { Pricers } from "../model/pricer.ts";

/** Part of a log's size that is billed as storage after compression, as the CloudWatch price page states it. */
const compressed = 0.15;

/** Months of logs that are kept where a group keeps them for ever. */
const monthsForEver = 12;

export const monitoring: Pricers = {
  "aws:cloudwatch/logGroup:LogGroup": (inputs, sheet, { name }) => {
    const written = sheet.usage.logGroups[name] ?? sheet.usage.logGB;
    if (inputs.at("logGroupClass").text() === "INFREQUENT_ACCESS") {
      sheet.missing("logs of the class for infrequent access");
      return;
    }
    sheet.usedService("cloudwatch.logs.ingest.gb", "Logs written", written);
    const days = inputs.at("retentionInDays").number() ?? 0;
    const months = days === 0 ? monthsForEver : days / 30;
    sheet.usedService("cloudwatch.logs.storage.gbMonth", "Logs kept", written * months * compressed);
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": (inputs, sheet) => {
    const fast = (inputs.at("period").number() ?? 60) < 60;
    const metrics = inputs
      .at("metricQueries")
      .list()
      .filter((query) => query.at("metric").isSet).length;
    sheet.service(
      fast ? "cloudwatch.alarm.highRes.month" : "cloudwatch.alarm.standard.month",
      "Alarm, metrics",
      Math.max(1, metrics),
    );
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": (_inputs, sheet) => sheet.missing("composite alarm"),
  "aws:cloudwatch/dashboard:Dashboard": (_inputs, sheet) =>
    sheet.service("cloudwatch.dashboard.month", "Dashboard", 1),
  "aws:synthetics/canary:Canary": (_inputs, sheet) => sheet.missing("runs of the canary"),
  "aws:amp/workspace:Workspace": (_inputs, sheet) => sheet.missing("samples of Managed Prometheus"),
  "aws:grafana/workspace:Workspace": (_inputs, sheet) =>
    sheet.missing("editors and viewers of Managed Grafana, 9 and 5 USD each"),
};
