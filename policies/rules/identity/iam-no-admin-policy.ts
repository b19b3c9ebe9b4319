import { allows, statements } from "@aip/common/iam/document.ts";
import { documentsOf, identityPolicyTypes } from "@aip/common/iam/identity-policies.ts";
import { cisAws, fsbp, gdpr, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const iamNoAdminPolicy = resourceRule({
  name: "iam-no-admin-policy",
  family: "identity",
  title: "No policy allows every action on every resource",
  reasoning: "Anyone who holds it is the account; the least mistake or leak then has no bounds.",
  severity: "critical",
  frameworks: [
    ...fsbp("IAM.1"),
    ...cisAws("1.15"),
    ...hipaa("164.308(a)(3)(i)", "164.308(a)(3)(ii)(B)"),
    ...soc2("CC6.3"),
    ...gdpr("Art.25"),
  ],
  enforcement: "mandatory",
  remediation: ["List the actions and resources that are needed."],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  types: identityPolicyTypes,
  check(view, { fail, each }) {
    each(documentsOf(view), (document) => {
      each(statements(document), (statement) => {
        if (!allows(statement) || !statement.at("Resource").texts().includes("*")) return;
        const every = statement
          .at("Action")
          .texts()
          .some((action) => /^\*(:\*)?$/.test(action));
        const inverted = !statement.at("NotAction").isAbsent && statement.at("Condition").isAbsent;
        if (every) fail(`Statement ${statement.path} allows * on *.`);
        else if (inverted) fail(`Statement ${statement.path} allows all but a few actions on *.`);
      });
    });
  },
});
