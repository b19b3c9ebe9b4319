import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const detector = "aws:guardduty/detector:Detector";
const feature = (name: string, status: unknown = "ENABLED") =>
  resource("aws:guardduty/detectorFeature:DetectorFeature", name, { name, status }, { detectorId: "d" });
const recorder = "aws:cfg/recorder:Recorder";
const recorderStatus = "aws:cfg/recorderStatus:RecorderStatus";
const trail = { isMultiRegionTrail: true, enableLogFileValidation: true, cloudWatchLogsGroupArn: unknown };

export const cases: readonly RuleCases[] = [
  {
    rule: "cloudtrail-complete",
    type: "aws:cloudtrail/trail:Trail",
    good: { complete: trail },
    bad: {
      "one region": { ...trail, isMultiRegionTrail: false },
      "not validated": { isMultiRegionTrail: true, cloudWatchLogsGroupArn: unknown },
      "not logging": { ...trail, enableLogging: false },
      "not in CloudWatch": { isMultiRegionTrail: true, enableLogFileValidation: true },
    },
    deferred: { "not known yet": { ...trail, isMultiRegionTrail: unknown } },
  },
  {
    rule: "guardduty-complete",
    good: {
      all: [
        resource(detector, "d"),
        feature("S3_DATA_EVENTS"),
        feature("EKS_AUDIT_LOGS"),
        feature("RDS_LOGIN_EVENTS"),
      ],
    },
    bad: {
      "no features": [resource(detector, "d", { enable: true })],
      "switched off": [resource(detector, "d", { enable: false })],
      "one switched off": [
        resource(detector, "d"),
        feature("S3_DATA_EVENTS"),
        feature("EKS_AUDIT_LOGS", "DISABLED"),
        feature("RDS_LOGIN_EVENTS"),
      ],
    },
    deferred: {
      "not known yet": [
        resource(detector, "d"),
        feature("S3_DATA_EVENTS", unknown),
        feature("EKS_AUDIT_LOGS"),
        feature("RDS_LOGIN_EVENTS"),
      ],
    },
  },
  {
    rule: "config-records-all",
    good: {
      all: [
        resource(recorder, "r", { name: "main", recordingGroup: { allSupported: true } }),
        resource(recorderStatus, "s", { isEnabled: true }, { name: "r" }),
      ],
      "by default": [
        resource(recorder, "r"),
        resource(recorderStatus, "s", { isEnabled: true }, { name: "r" }),
      ],
    },
    bad: {
      some: [
        resource(recorder, "r", {
          recordingGroup: { allSupported: false, resourceTypes: ["AWS::S3::Bucket"] },
        }),
        resource(recorderStatus, "s", { isEnabled: true }, { name: "r" }),
      ],
      "not started": [resource(recorder, "r")],
      stopped: [resource(recorder, "r"), resource(recorderStatus, "s", { isEnabled: false }, { name: "r" })],
    },
    deferred: {
      "not known yet": [
        resource(recorder, "r"),
        resource(recorderStatus, "s", { isEnabled: unknown }, { name: "r" }),
      ],
    },
  },
];
