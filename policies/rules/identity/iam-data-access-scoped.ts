import { allows, statements } from "@aip/common/iam/document.ts";
import { documentsOf, identityPolicyTypes } from "@aip/common/iam/identity-policies.ts";
import { covers } from "@aip/common/iam/patterns.ts";
import { resourceRule } from "../../rule.ts";

/** Actions that read or change data and can be limited to single resources. */
const dataActions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:DeleteItem",
  "sqs:ReceiveMessage",
  "sqs:SendMessage",
  "kafka-cluster:ReadData",
  "kafka-cluster:WriteData",
  "rds-db:connect",
] as const;

export const iamDataAccessScoped = resourceRule({
  name: "iam-data-access-scoped",
  family: "identity",
  title: "Access to data names the resources it is for",
  reasoning:
    "An identity that may read every bucket, table or secret of the account leaks all of them when it leaks.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Name the ARNs of the buckets, tables, queues or secrets."],
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  types: identityPolicyTypes,
  check(view, { fail, each }) {
    each(documentsOf(view), (document) => {
      each(statements(document), (statement) => {
        if (!allows(statement) || !statement.at("Condition").isAbsent) return;
        const wide = (resource: string) =>
          resource === "*" || /^arn:aws[\w-]*:[\w-]+:\*?:\*?:\*$/.test(resource);
        if (!statement.at("Resource").texts().some(wide)) return;
        // A wildcard over everything is the finding of the rules on wildcards.
        const named = statement
          .at("Action")
          .texts()
          .filter((action) => !/^(\*|[a-z0-9-]+:\*|\*:\*)$/i.test(action));
        const found = dataActions.filter((action) => named.some((pattern) => covers(pattern, action)));
        if (found.length > 0)
          fail(`Statement ${statement.path} allows ${found.join(", ")} on every resource.`);
      });
    });
  },
});
