import { fsbp, gdpr, hipaa, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** What each engine can send to CloudWatch, and must. */
const logs: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(aurora-)?postgres/, ["postgresql"]],
  [/^(aurora-)?(mysql|mariadb)/, ["error"]],
  [/^oracle/, ["alert", "audit"]],
  [/^sqlserver/, ["error"]],
];

export const rdsLogsExported = resourceRule({
  name: "rds-logs-exported",
  family: "logging",
  title: "Databases send their logs to CloudWatch",
  reasoning: "Logs on the instance are kept for days, can be read by nobody who watches, and go with it.",
  severity: "medium",
  frameworks: [
    ...fsbp("RDS.9", "RDS.36", "RDS.37"),
    ...pci("10.2.1", "10.2.1.1", "10.2.1.2"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
    ...gdpr("Art.30"),
  ],
  enforcement: "mandatory",
  remediation: ["List the engine's logs in enabledCloudwatchLogsExports."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    const engine = view.at("engine").text() ?? "";
    const wanted = logs.find(([pattern]) => pattern.test(engine))?.[1];
    if (wanted === undefined) return notApplicable("the engine exports no logs");
    const exported = view.at("enabledCloudwatchLogsExports").texts();
    const missing = wanted.filter((log) => !exported.includes(log));
    if (missing.length > 0) fail(`enabledCloudwatchLogsExports lacks ${missing.join(", ")}.`);
  },
});
