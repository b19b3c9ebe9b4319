import type { ResourceView } from "@aip/common/view/view.ts";
import { fsbp, hipaa, pci, soc2 } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const detector = "aws:guardduty/detector:Detector";
const feature = "aws:guardduty/detectorFeature:DetectorFeature";

/** The features by their names, and the older switches inside the detector for two of them. */
const wanted: Readonly<Record<string, (detector: ResourceView) => boolean | undefined>> = {
  S3_DATA_EVENTS: (view) => view.at("datasources", "s3Logs", "enable").flag(),
  EKS_AUDIT_LOGS: (view) => view.at("datasources", "kubernetes", "auditLogs", "enable").flag(),
  RDS_LOGIN_EVENTS: () => undefined,
};

export const guarddutyComplete = stackRule({
  name: "guardduty-complete",
  family: "logging",
  title: "GuardDuty is on, for S3, EKS and RDS as well",
  reasoning:
    "The features watch what the platform consists of; the detector alone sees the network and the API calls.",
  severity: "high",
  frameworks: [
    ...fsbp("GuardDuty.1", "GuardDuty.5", "GuardDuty.9", "GuardDuty.10"),
    ...pci("11.5.1", "11.5.1.1"),
    ...hipaa("164.308(a)(1)(ii)(D)", "164.312(b)"),
    ...soc2("CC7.1", "CC7.2"),
  ],
  enforcement: "mandatory",
  remediation: ["Enable the detector and add an aws.guardduty.DetectorFeature for each feature."],
  url: "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html",
  types: [detector],
  check(stack, { fail, each }) {
    each(stack.ofType(detector), (view) => {
      if (view.at("enable").flag() === false) return fail("enable is false.", view.urn);
      const enabled = stack
        .referring(view, "detectorId", feature)
        .filter((candidate) => candidate.at("status").text() === "ENABLED")
        .map((candidate) => candidate.at("name").text());
      const missing = Object.entries(wanted)
        .filter(([name, inside]) => !enabled.includes(name) && inside(view) !== true)
        .map(([name]) => name);
      if (missing.length > 0) fail(`Not enabled: ${missing.join(", ")}.`, view.urn);
    });
  },
});
