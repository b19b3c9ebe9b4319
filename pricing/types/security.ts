import type { Value } from "@aip/common/value.ts";
import type { Pricers } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";

const key = (_inputs: Value, sheet: Sheet): void => {
  sheet.service("kms.cmk.month", "Key", 1);
  sheet.usedService("kms.requests.10k", "Requests", sheet.usage.kmsThousands / 10);
};

export const security: Pricers = {
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:kms/externalKey:ExternalKey": key,
  "aws:secretsmanager/secret:Secret": (inputs, sheet) => {
    const copies = 1 + inputs.at("replicas").list().length;
    sheet.service("secretsmanager.secretMonth", "Secret", copies);
    sheet.usedService("secretsmanager.api.10k", "Calls", sheet.usage.secretThousands / 10);
  },
  "aws:wafv2/webAcl:WebAcl": (inputs, sheet) => {
    sheet.service("waf.webAcl.month", "Web ACL", 1);
    sheet.service("waf.rule.month", "Rules", inputs.at("rules").list().length);
    sheet.usedService("waf.requests.1M", "Requests", sheet.usage.wafMillions);
  },
  "aws:cloudtrail/trail:Trail": (inputs, sheet) => {
    const dataEvents =
      inputs
        .at("eventSelectors")
        .list()
        .some((selector) => selector.at("dataResources").list().length > 0) ||
      inputs
        .at("advancedEventSelectors")
        .list()
        .some((selector) =>
          selector
            .at("fieldSelectors")
            .list()
            .some((field) => field.at("equals").texts().includes("Data")),
        );
    // The first copy of management events costs nothing.
    const events = dataEvents ? sheet.usage.trailDataEvents100k : 0;
    sheet.usedService("cloudtrail.dataEvents.100k", "Data events", events);
    if (inputs.at("insightSelectors").list().length > 0) sheet.missing("CloudTrail Insights");
  },
  "aws:cfg/recorder:Recorder": (_inputs, sheet) => {
    sheet.usedService("config.item", "Configuration items", sheet.usage.config.items);
    sheet.usedService("config.ruleEvaluation.first100k", "Evaluations", sheet.usage.config.evaluations);
  },
  "aws:guardduty/detector:Detector": (inputs, sheet) => {
    if (inputs.at("enable").flag() === false) return;
    const { eventMillions, logGB } = sheet.usage.guardDuty;
    sheet.usedService(
      "guardduty.cloudtrail.managementEvents.1M.firstTier",
      "CloudTrail events",
      eventMillions,
    );
    sheet.usedService("guardduty.vpcFlowDns.gb.firstTier", "Flow and DNS logs", logGB);
  },
  "aws:guardduty/detectorFeature:DetectorFeature": (inputs, sheet) => {
    if (inputs.at("status").text() !== "ENABLED") return;
    sheet.missing(`GuardDuty feature ${inputs.at("name").text() ?? ""}`.trimEnd());
  },
  "aws:securityhub/account:Account": (_inputs, sheet) => sheet.missing("checks and findings of Security Hub"),
  "aws:inspector2/enabler:Enabler": (_inputs, sheet) => sheet.missing("scans of Inspector"),
  "aws:macie2/account:Account": (_inputs, sheet) => sheet.missing("buckets and scans of Macie"),
  "aws:accessanalyzer/analyzer:Analyzer": (inputs, sheet) => {
    const type = inputs.at("type").text() ?? "ACCOUNT";
    // Findings about access from outside cost nothing.
    if (!["ACCOUNT", "ORGANIZATION"].includes(type)) sheet.missing(`Access Analyzer of type ${type}`);
  },
  "aws:acmpca/certificateAuthority:CertificateAuthority": (inputs, sheet) => {
    const short = inputs.at("usageMode").text() === "SHORT_LIVED_CERTIFICATE";
    sheet.service(short ? "acmpca.ca.shortLived.month" : "acmpca.ca.month", "Private authority", 1);
    sheet.missing("certificates of the private authority");
  },
  "aws:shield/subscription:Subscription": (_inputs, sheet) => sheet.missing("Shield Advanced"),
  "aws:cognito/userPool:UserPool": (_inputs, sheet) => sheet.missing("active users of the user pool"),
};
