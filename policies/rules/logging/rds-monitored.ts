import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** Members of an Aurora cluster are not judged: their cluster may set the interval for them. */
export const rdsMonitored = resourceRule({
  name: "rds-monitored",
  family: "logging",
  title: "Databases report what their operating system does",
  reasoning: "The hypervisor sees neither which process takes the memory nor which fills the disk.",
  severity: "low",
  frameworks: [...fsbp("RDS.6")],
  enforcement: "advisory",
  remediation: [
    "Set monitoringInterval to 60 and monitoringRoleArn to a role that RDS monitoring may assume.",
  ],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html",
  types: ["aws:rds/instance:Instance"],
  check(view, { fail }) {
    const seconds = view.at("monitoringInterval").number() ?? 0;
    if (seconds === 0) fail("monitoringInterval is 0: enhanced monitoring is off.");
  },
});
