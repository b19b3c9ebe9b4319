import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

/** AWS allows one of these in an account and region. */
const single =
  (type: string) =>
  (planned: PlannedResource, cloud: CloudView, report: Report): void => {
    const other = cloud.all(type).find(({ urn }) => urn !== planned.urn);
    if (other) report("(account)", other.urn, "one in the account and region");
  };

const detectorType = "aws:guardduty/detector:Detector";
const hubType = "aws:securityhub/account:Account";
const features = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "EKS_RUNTIME_MONITORING",
  "LAMBDA_NETWORK_LOGS",
  "RUNTIME_MONITORING",
];

/** GuardDuty, Access Analyzer and Security Hub: what watches an account. */
export const detectors: Models = {
  [detectorType]: {
    id: (planned) => planned.hex(32),
    arn: (planned) => `arn:aws:guardduty:${planned.region}:${planned.account}:detector/${planned.id}`,
    check: single(detectorType),
    outputs: (planned) => ({ accountId: planned.account }),
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    id: (planned) => `${String(planned.inputs.detectorId)}/${String(planned.inputs.name)}`,
    required: ["detectorId", "name", "status"],
    replaceOn: ["detectorId", "name"],
    check: (planned, _, report) => {
      const { name, status } = planned.inputs;
      if (typeof name === "string" && !features.includes(name)) {
        report("name", name, `one of ${features.join(", ")}`);
      }
      if (status !== "ENABLED" && status !== "DISABLED") report("status", status, "ENABLED or DISABLED");
    },
  },
  "aws:accessanalyzer/analyzer:Analyzer": {
    name: {
      property: "analyzerName",
      maxLength: 255,
      pattern: /^[A-Za-z][\w.-]*$/,
      allowed: "letters, digits and ._-, starting with a letter",
      unique: "account",
    },
    arn: (planned) => `arn:aws:access-analyzer:${planned.region}:${planned.account}:analyzer/${planned.id}`,
    replaceOn: ["type"],
  },
  [hubType]: {
    id: (planned) => planned.account,
    arn: (planned) => `arn:aws:securityhub:${planned.region}:${planned.account}:hub/default`,
    check: single(hubType),
  },
  "aws:securityhub/standardsSubscription:StandardsSubscription": {
    id: (planned) => `${String(planned.inputs.standardsArn)}/subscription`,
    required: ["standardsArn"],
    replaceOn: ["standardsArn"],
    check: (planned, cloud, report) => {
      const standard = planned.inputs.standardsArn;
      if (
        typeof standard === "string" &&
        !/^arn:aws[a-z-]*:securityhub:.*(standards|ruleset)\//.test(standard)
      ) {
        report("standardsArn", standard, "the ARN of a standard of Security Hub");
      }
      if (cloud.all(hubType).length === 0) {
        report("standardsArn", standard, "a standard once Security Hub is switched on");
      }
    },
  },
};
