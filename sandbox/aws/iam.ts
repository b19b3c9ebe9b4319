import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, NameRule, Report } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const repeatableName = (maxLength: number): NameRule => ({
  property: "name",
  maxLength,
  pattern: /^[\w+=,.@-]+$/,
  allowed: "letters, digits and +=,.@-_",
});

const name = (maxLength: number): NameRule => ({ ...repeatableName(maxLength), unique: "account" });

const arn = (kind: string) => (draft: Draft) =>
  `arn:aws:iam::${draft.account}:${kind}${String(draft.inputs.path ?? "/")}${draft.id}`;

const document =
  (property: string, kind: "identity" | "trust") => (draft: Draft, _: CloudView, report: Report) =>
    checkPolicyDocument(property, draft.inputs[property], kind, report);

function checkAttachment(draft: Draft, cloud: CloudView, report: Report): void {
  checkRole(draft, cloud, report);
  const policy = draft.inputs.policyArn;
  if (typeof policy === "string" && !/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+/.test(policy)) {
    report("policyArn", policy, "the ARN of an IAM policy");
  }
}

/** A role is named by its name, which is not of the form the general reference check knows. */
function checkRole(draft: Draft, cloud: CloudView, report: Report): void {
  const role = draft.inputs.role;
  if (typeof role === "string" && !cloud.has(role)) report("role", role, "the name of a role that exists");
}

export const iam: Models = {
  "aws:iam/role:Role": {
    name: name(64),
    arn: arn("role"),
    required: ["assumeRolePolicy"],
    replaceOn: ["path"],
    check: document("assumeRolePolicy", "trust"),
    outputs: (draft) => ({
      uniqueId: `AROA${draft.hex(17).toUpperCase()}`,
      maxSessionDuration: 3600,
      path: "/",
    }),
  },
  "aws:iam/policy:Policy": {
    name: name(128),
    id: (draft) => `arn:aws:iam::${draft.account}:policy/${String(draft.inputs.name)}`,
    arn: (draft) => `arn:aws:iam::${draft.account}:policy/${String(draft.inputs.name)}`,
    required: ["policy"],
    check: document("policy", "identity"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    name: repeatableName(128),
    id: (draft) => `${String(draft.inputs.role)}:${String(draft.inputs.name)}`,
    required: ["role", "policy"],
    replaceOn: ["role"],
    check: (draft, cloud, report) => {
      checkRole(draft, cloud, report);
      checkPolicyDocument("policy", draft.inputs.policy, "identity", report);
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: (draft) => `${String(draft.inputs.role)}-${draft.hex(12)}`,
    required: ["role", "policyArn"],
    replaceOn: ["role", "policyArn"],
    check: checkAttachment,
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    name: name(128),
    arn: arn("instance-profile"),
    check: checkRole,
  },
};
