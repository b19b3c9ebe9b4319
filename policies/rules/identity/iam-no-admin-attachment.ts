import { cisAws, fsbp, gdpr, hipaa, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const tooMuch = /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export const iamNoAdminAttachment = resourceRule({
  name: "iam-no-admin-attachment",
  family: "identity",
  title: "No identity gets administrator rights by a managed policy",
  reasoning:
    "AdministratorAccess, PowerUserAccess and IAMFullAccess make an identity the account, in one line that looks harmless.",
  severity: "critical",
  frameworks: [
    ...fsbp("IAM.1"),
    ...cisAws("1.15"),
    ...hipaa("164.308(a)(3)(i)", "164.308(a)(3)(ii)(B)"),
    ...soc2("CC6.3"),
    ...gdpr("Art.25"),
  ],
  enforcement: "mandatory",
  remediation: ["Attach a policy that lists the actions and resources that are needed."],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html",
  types: [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    "aws:iam/role:Role",
  ],
  check(view, { fail, each }) {
    const one = view.at("policyArn").isAbsent ? view.at("managedPolicyArn") : view.at("policyArn");
    const many = [...view.at("managedPolicyArns").list(), ...view.at("policyArns").list()];
    each(one.isAbsent ? many : [one], (arn) => {
      const name = tooMuch.exec(arn.text() ?? "")?.[1];
      if (name !== undefined) fail(`${name} is attached.`);
    });
  },
});
