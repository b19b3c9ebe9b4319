import { cisAws, fsbp, gdpr, hipaa, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const cloudtrailComplete = resourceRule({
  name: "cloudtrail-complete",
  family: "logging",
  title: "Trails record every region, prove their files and feed CloudWatch",
  reasoning:
    "What happened in the region nobody uses is what an investigation needs; files that could have been changed prove nothing.",
  severity: "high",
  frameworks: [
    ...fsbp("CloudTrail.1", "CloudTrail.4", "CloudTrail.5"),
    ...cisAws("3.1", "3.2"),
    ...pci("10.2.1", "10.2.1.1", "10.2.1.2"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.2", "CC7.3"),
    ...gdpr("Art.25", "Art.30"),
  ],
  enforcement: "mandatory",
  remediation: [
    "Set isMultiRegionTrail and enableLogFileValidation to true, and give cloudWatchLogsGroupArn.",
  ],
  url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
  types: ["aws:cloudtrail/trail:Trail"],
  check(view, { fail, each }) {
    each(["isMultiRegionTrail", "enableLogFileValidation"], (setting) => {
      if (view.at(setting).flag() !== true) fail(`${setting} is not true.`);
    });
    each(["enableLogging", "includeGlobalServiceEvents"], (setting) => {
      if (view.at(setting).flag() === false) fail(`${setting} is false.`);
    });
    if (!view.at("cloudWatchLogsGroupArn").isSet) fail("cloudWatchLogsGroupArn is not given.");
  },
  remediate(view) {
    const missing = ["isMultiRegionTrail", "enableLogFileValidation"].filter((key) => view.at(key).isAbsent);
    if (missing.length === 0) return undefined;
    return { ...view.resource.inputs, ...Object.fromEntries(missing.map((key) => [key, true])) };
  },
});
