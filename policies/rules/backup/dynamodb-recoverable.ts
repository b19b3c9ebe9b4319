import { fsbp, gdpr, hipaa, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const dynamodbRecoverable = resourceRule({
  name: "dynamodb-recoverable",
  family: "backup",
  title: "DynamoDB tables can be restored to any second",
  reasoning: "A table has no other undo: what a faulty writer replaced is gone.",
  severity: "high",
  frameworks: [
    ...fsbp("DynamoDB.2"),
    ...pci("10.5.1"),
    ...hipaa("164.308(a)(7)(i)", "164.308(a)(7)(ii)(A)"),
    ...soc2("A1.2", "CC7.5"),
    ...gdpr("Art.32"),
  ],
  enforcement: { development: "advisory", staging: "mandatory", production: "mandatory" },
  remediation: ["Set pointInTimeRecovery.enabled to true."],
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  types: ["aws:dynamodb/table:Table"],
  check(view, { fail }) {
    if (view.at("pointInTimeRecovery", "enabled").flag() !== true)
      fail("pointInTimeRecovery.enabled is not true.");
  },
  remediate(view) {
    if (!view.at("pointInTimeRecovery").isAbsent) return undefined;
    return { ...view.resource.inputs, pointInTimeRecovery: { enabled: true } };
  },
});
