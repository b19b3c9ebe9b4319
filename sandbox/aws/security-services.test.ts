import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import type { Cloud } from "../core/cloud.ts";
import { Refused } from "../core/errors.ts";
import type { Properties } from "../core/properties.ts";

const make = (cloud: Cloud, type: string, name: string, inputs: Properties) =>
  cloud.create(`urn:pulumi:test::security::${type}::${name}`, type, inputs);

function refusal(cloud: Cloud, type: string, inputs: Properties, name = "subject"): string[] {
  try {
    make(cloud, type, name, inputs);
  } catch (error) {
    assert.ok(error instanceof Refused, String(error));
    return error.problems.map(({ property }) => property);
  }
  return [];
}

describe("the simulated trail", () => {
  const type = "aws:cloudtrail/trail:Trail";
  let cloud: Cloud;
  beforeEach(() => {
    cloud = simulatedCloud({ region: "us-east-1" });
    make(cloud, "aws:s3/bucket:Bucket", "records", { bucket: "records" });
  });

  it("refuses a bucket that it may not write to, as CloudTrail does when a trail is made", () => {
    assert.deepEqual(refusal(cloud, type, { s3BucketName: "none" }), ["s3BucketName"]);
    assert.deepEqual(refusal(cloud, type, { s3BucketName: "records" }), ["s3BucketName"]);
    const Statement = [
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::records/*",
      },
    ];
    const policy = JSON.stringify({ Version: "2012-10-17", Statement });
    make(cloud, "aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: "records", policy });
    assert.deepEqual(refusal(cloud, type, { s3BucketName: "records" }), []);
  });

  it("refuses a log group without :* after its ARN, and one without a role", () => {
    const cloudWatchLogsGroupArn = "arn:aws:logs:us-east-1:210987654321:log-group:trail";
    assert.deepEqual(refusal(cloud, type, { s3BucketName: "none", cloudWatchLogsGroupArn }), [
      "s3BucketName",
      "cloudWatchLogsGroupArn",
      "cloudWatchLogsRoleArn",
    ]);
  });
});

describe("the simulated certificates", () => {
  const type = "aws:acm/certificate:Certificate";

  it("refuse names that are none, and more than ten", () => {
    const cloud = simulatedCloud({ region: "us-east-1" });
    const many = Array.from({ length: 10 }, (_, index) => `host-${index}.example.com`);
    assert.deepEqual(refusal(cloud, type, { domainName: "not a name" }), ["subjectAlternativeNames"]);
    assert.deepEqual(refusal(cloud, type, { domainName: "example.com", subjectAlternativeNames: many }), [
      "subjectAlternativeNames",
    ]);
  });

  it("are issued only once the proof of every name is in DNS", () => {
    const cloud = simulatedCloud({ region: "us-east-1" });
    const certificate = make(cloud, type, "tls", { domainName: "a.example.com" });
    const validation = "aws:acm/certificateValidation:CertificateValidation";
    const inputs = { certificateArn: certificate.id, validationRecordFqdns: ["_x.a.example.com"] };
    assert.deepEqual(refusal(cloud, validation, inputs), ["validationRecordFqdns"]);
  });
});

describe("the simulated web ACL", () => {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const acl = (rules: Properties[]) =>
    refusal(cloud, "aws:wafv2/webAcl:WebAcl", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: {},
      rules,
    });

  it("refuses rule groups AWS does not have, rules without an action, and priorities given twice", () => {
    const group = (name: string) => ({
      name,
      priority: 1,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    });
    assert.deepEqual(acl([group("AWSManagedRulesEverything")]), ["rules[0].statement"]);
    assert.deepEqual(
      acl([
        group("AWSManagedRulesCommonRuleSet"),
        { name: "rate", priority: 1, statement: { rateBasedStatement: { limit: 5 } } },
      ]),
      ["rules[*].priority", "rules[1].action", "rules[1].statement.rateBasedStatement.limit"],
    );
  });

  it("logs only to destinations of the name WAF demands", () => {
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const logDestinationConfigs = ["arn:aws:logs:us-east-1:210987654321:log-group:waf"];
    assert.deepEqual(refusal(cloud, type, { resourceArn: "x", logDestinationConfigs }), [
      "logDestinationConfigs",
    ]);
  });
});

describe("the simulated detectors", () => {
  it("exist once in an account and region", () => {
    const cloud = simulatedCloud({ region: "us-east-1" });
    for (const type of ["aws:guardduty/detector:Detector", "aws:securityhub/account:Account"]) {
      make(cloud, type, "first", {});
      assert.deepEqual(refusal(cloud, type, {}, "second"), ["(account)"]);
    }
  });

  it("refuse a standard before Security Hub is on, and features GuardDuty does not have", () => {
    const cloud = simulatedCloud({ region: "us-east-1" });
    const standardsArn = "arn:aws:securityhub:us-east-1::standards/pci-dss/v/3.2.1";
    const type = "aws:securityhub/standardsSubscription:StandardsSubscription";
    assert.deepEqual(refusal(cloud, type, { standardsArn }), ["standardsArn"]);
    const feature = { detectorId: "x", name: "EVERYTHING", status: "ON" };
    assert.deepEqual(refusal(cloud, "aws:guardduty/detectorFeature:DetectorFeature", feature), [
      "name",
      "status",
    ]);
  });
});

describe("the simulated AWS Config", () => {
  it("wants a recorder, then a channel to a bucket it may write to, and only then records", () => {
    const cloud = simulatedCloud({ region: "us-east-1" });
    const [recorder, channel, status] = [
      "aws:cfg/recorder:Recorder",
      "aws:cfg/deliveryChannel:DeliveryChannel",
      "aws:cfg/recorderStatus:RecorderStatus",
    ] as const;
    assert.deepEqual(refusal(cloud, channel, { s3BucketName: "history" }), ["s3BucketName", "(account)"]);
    make(cloud, recorder, "first", { name: "first", roleArn: "arn:aws:iam::210987654321:role/config" });
    assert.deepEqual(refusal(cloud, recorder, { roleArn: "arn:aws:iam::210987654321:role/config" }), [
      "(account)",
    ]);
    assert.deepEqual(refusal(cloud, status, { name: "first", isEnabled: true }), ["isEnabled"]);
    assert.deepEqual(refusal(cloud, status, { name: "none", isEnabled: false }), ["name"]);
  });
});
