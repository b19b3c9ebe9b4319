import { allows, isNarrowed, statements } from "@aip/common/iam/document.ts";
import { documentsOf, identityPolicyTypes } from "@aip/common/iam/identity-policies.ts";
import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const iamNoServiceWildcard = resourceRule({
  name: "iam-no-service-wildcard",
  family: "identity",
  title: "No policy allows every action of a service on every resource",
  reasoning: "A service's wildcard holds its deletions, its policies and whatever AWS adds to it next year.",
  severity: "medium",
  frameworks: [...fsbp("IAM.21")],
  enforcement: "mandatory",
  remediation: ["List the actions that are needed, or the resources they are needed on."],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  types: identityPolicyTypes,
  check(view, { fail, each }) {
    each(documentsOf(view), (document) => {
      each(statements(document), (statement) => {
        if (!allows(statement) || !statement.at("Resource").texts().includes("*") || isNarrowed(statement))
          return;
        const wide = statement
          .at("Action")
          .texts()
          .filter((action) => /^[a-z0-9-]+:\*$/i.test(action));
        if (wide.length > 0) fail(`Statement ${statement.path} allows ${wide.join(", ")} on *.`);
      });
    });
  },
});
