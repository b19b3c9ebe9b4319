import { cisAws, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const what: Readonly<Record<string, string>> = {
  "aws:iam/user:User": "An IAM user is made.",
  "aws:iam/accessKey:AccessKey": "A long-lived access key is made, and is in the state.",
  "aws:iam/userLoginProfile:UserLoginProfile": "A password for the console is made, and is in the state.",
  "aws:iam/userPolicy:UserPolicy": "A policy is given to a user itself.",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "A policy is attached to a user itself.",
};

export const iamNoUsers = resourceRule({
  name: "iam-no-users",
  family: "identity",
  title: "People and programs use roles, not IAM users",
  reasoning:
    "A user's keys and passwords live until somebody ends them; a role's credentials end by themselves.",
  severity: "medium",
  frameworks: [...fsbp("IAM.2"), ...cisAws("1.14"), ...pci("7.2.1", "7.2.2", "7.2.5")],
  enforcement: "mandatory",
  remediation: ["Use Identity Center for people, Pod Identity or OIDC roles for programs."],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#lock-away-credentials",
  types: Object.keys(what),
  check(view, { fail }) {
    const found = what[view.type];
    if (found !== undefined) fail(found);
  },
});
