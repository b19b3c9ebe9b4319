import { isPublic, statements } from "@aip/common/iam/document.ts";
import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kmsKeyPolicyNotPublic = resourceRule({
  name: "kms-key-policy-not-public",
  family: "network-exposure",
  title: "No key policy lets in everybody",
  reasoning: "A key that anybody may use protects nothing it encrypts.",
  severity: "critical",
  frameworks: [...fsbp("KMS.5")],
  enforcement: "mandatory",
  remediation: ["Name the principals, or narrow the statement with kms:CallerAccount or aws:PrincipalOrgID."],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  types: ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy"],
  check(view, { fail, each }) {
    each(statements(view.at("policy")), (statement) => {
      if (isPublic(statement))
        fail(`Statement ${statement.path} allows any principal without a narrowing condition.`);
    });
  },
});
