import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report } from "../core/model.ts";

/** AWS allows one of these in an account and region. */
const single =
  (type: string) =>
  (draft: Draft, cloud: CloudView, report: Report): void => {
    const other = cloud.all(type).find(({ urn }) => urn !== draft.urn);
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
    id: (draft) => draft.hex(32),
    arn: (draft) => `arn:aws:guardduty:${draft.region}:${draft.account}:detector/${draft.id}`,
    check: single(detectorType),
    outputs: (draft) => ({ accountId: draft.account }),
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    id: (draft) => `${String(draft.inputs.detectorId)}/${String(draft.inputs.name)}`,
    required: ["detectorId", "name", "status"],
    replaceOn: ["detectorId", "name"],
    check: (draft, _, report) => {
      const { name, status } = draft.inputs;
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
    arn: (draft) => `arn:aws:access-analyzer:${draft.region}:${draft.account}:analyzer/${draft.id}`,
    replaceOn: ["type"],
  },
  [hubType]: {
    id: (draft) => draft.account,
    arn: (draft) => `arn:aws:securityhub:${draft.region}:${draft.account}:hub/default`,
    check: single(hubType),
  },
  "aws:securityhub/standardsSubscription:StandardsSubscription": {
    id: (draft) => `${String(draft.inputs.standardsArn)}/subscription`,
    required: ["standardsArn"],
    replaceOn: ["standardsArn"],
    check: (draft, cloud, report) => {
      const standard = draft.inputs.standardsArn;
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
