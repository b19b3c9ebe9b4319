import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const dynamodbDeletionProtected = resourceRule({
  name: "dynamodb-deletion-protected",
  family: "backup",
  title: "DynamoDB tables cannot be deleted by one call",
  reasoning:
    "Changing a key attribute replaces a table; protection turns that mistake into an error message.",
  severity: "medium",
  frameworks: [...fsbp("DynamoDB.6")],
  enforcement: { development: "disabled", staging: "advisory", production: "mandatory" },
  remediation: ["Set deletionProtectionEnabled to true."],
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html",
  types: ["aws:dynamodb/table:Table"],
  check(view, { fail }) {
    if (view.at("deletionProtectionEnabled").flag() !== true) fail("deletionProtectionEnabled is not true.");
  },
  remediate(view) {
    if (!view.at("deletionProtectionEnabled").isAbsent) return undefined;
    return { ...view.resource.inputs, deletionProtectionEnabled: true };
  },
});
