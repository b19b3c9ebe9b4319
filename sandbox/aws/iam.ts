import type { Models, NameRule, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const repeatableName = (maxLength: number): NameRule => ({
  property: "name",
  maxLength,
  pattern: /^[\w+=,.@-]+$/,
  allowed: "letters, digits and +=,.@-_",
});

const name = (maxLength: number): NameRule => ({ ...repeatableName(maxLength), unique: "account" });

const arn = (kind: string) => (planned: PlannedResource) =>
  `arn:aws:iam::${planned.account}:${kind}${String(planned.inputs.path ?? "/")}${planned.id}`;

const document =
  (property: string, kind: "identity" | "trust") =>
  (planned: PlannedResource, _: CloudView, report: Report) =>
    checkPolicyDocument(property, planned.inputs[property], kind, report);

function checkAttachment(planned: PlannedResource, cloud: CloudView, report: Report): void {
  checkRole(planned, cloud, report);
  const policy = planned.inputs.policyArn;
  if (typeof policy === "string" && !/^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+/.test(policy)) {
    report("policyArn", policy, "the ARN of an IAM policy");
  }
}

/** A role is named by its name, which is not of the form the general reference check knows. */
function checkRole(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const role = planned.inputs.role;
  if (typeof role === "string" && !cloud.has(role)) report("role", role, "the name of a role that exists");
}

export const iam: Models = {
  "aws:iam/role:Role": {
    name: name(64),
    arn: arn("role"),
    required: ["assumeRolePolicy"],
    replaceOn: ["path"],
    check: document("assumeRolePolicy", "trust"),
    outputs: (planned) => ({
      uniqueId: `AROA${planned.hex(17).toUpperCase()}`,
      maxSessionDuration: 3600,
      path: "/",
    }),
  },
  "aws:iam/policy:Policy": {
    name: name(128),
    id: (planned) => `arn:aws:iam::${planned.account}:policy/${String(planned.inputs.name)}`,
    arn: (planned) => `arn:aws:iam::${planned.account}:policy/${String(planned.inputs.name)}`,
    required: ["policy"],
    check: document("policy", "identity"),
  },
  "aws:iam/rolePolicy:RolePolicy": {
    name: repeatableName(128),
    id: (planned) => `${String(planned.inputs.role)}:${String(planned.inputs.name)}`,
    required: ["role", "policy"],
    replaceOn: ["role"],
    check: (planned, cloud, report) => {
      checkRole(planned, cloud, report);
      checkPolicyDocument("policy", planned.inputs.policy, "identity", report);
    },
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    id: (planned) => `${String(planned.inputs.role)}-${planned.hex(12)}`,
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
