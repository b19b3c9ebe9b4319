import { allows, isNarrowed, statements } from "@aip/common/iam/document.ts";
import { documentsOf, identityPolicyTypes } from "@aip/common/iam/identity-policies.ts";
import { covers } from "@aip/common/iam/patterns.ts";
import { fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** What lets an identity become another one, or read what every key of the account protects. */
const escalations = [
  "iam:PassRole",
  "iam:CreatePolicyVersion",
  "iam:SetDefaultPolicyVersion",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:CreateAccessKey",
  "iam:UpdateAssumeRolePolicy",
  "sts:AssumeRole",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
] as const;

/** Conditions that hold such an action to a service or to marked resources. */
const bounds =
  /^(iam:PassedToService|iam:PermissionsBoundary|kms:ViaService|kms:EncryptionContext.*|aws:ResourceTag\/.*|iam:ResourceTag\/.*|aws:ResourceAccount|aws:ResourceOrgID|kms:ResourceAliases|kms:RequestAlias)$/i;

export const iamNoPrivilegeEscalation = resourceRule({
  name: "iam-no-privilege-escalation",
  family: "identity",
  title: "No policy passes roles, changes permissions or decrypts everywhere",
  reasoning: "With any of these on every resource, an identity can give itself the rest.",
  severity: "high",
  frameworks: [...fsbp("KMS.1", "KMS.2"), ...pci("7.2.1", "7.2.2", "7.2.3")],
  enforcement: "mandatory",
  remediation: [
    "Name the roles or keys, or narrow the statement with iam:PassedToService, kms:ViaService or a resource tag.",
  ],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  types: identityPolicyTypes,
  check(view, { fail, each }) {
    each(documentsOf(view), (document) => {
      each(statements(document), (statement) => {
        if (!allows(statement)) return;
        const everywhere = statement
          .at("Resource")
          .texts()
          .some((resource) =>
            /^(\*|arn:aws[\w-]*:(iam|kms|sts):\*?:[\d*]*:(role|user|key|policy)?\/?\*)$/.test(resource),
          );
        if (!everywhere || isNarrowed(statement)) return;
        const keys = statement
          .at("Condition")
          .entries()
          .flatMap(([, condition]) => condition.keys());
        if (keys.some((key) => bounds.test(key))) return;
        const named = statement
          .at("Action")
          .texts()
          .filter((action) => action !== "*" && action !== "*:*");
        const found = escalations.filter((action) => named.some((pattern) => covers(pattern, action)));
        if (found.length > 0)
          fail(`Statement ${statement.path} allows ${found.join(", ")} on every resource.`);
      });
    });
  },
});
