import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const eksAdminAccessBounded = resourceRule({
  name: "eks-admin-access-bounded",
  family: "identity",
  title: "Cluster administrators are listed by the environment",
  reasoning:
    "Who may do everything in a cluster is a decision to be seen in review, not a line among others.",
  severity: "high",
  frameworks: [...cisEks("4.1.1", "4.1.7")],
  enforcement: "mandatory",
  remediation: [
    "Use AmazonEKSEditPolicy or a namespace scope, or list the principal in the setting administrators.",
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html",
  types: ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation"],
  settings: {
    administrators: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Names or ARNs of the roles, or parts of them, that may administer clusters.",
    },
  },
  check(view, { fail, config }) {
    if (!/\/AmazonEKSClusterAdminPolicy$/.test(view.at("policyArn").text() ?? "")) return;
    if (view.at("accessScope", "type").text() !== "cluster") return;
    const principal = view.at("principalArn");
    const listed = (text: string) => config.administrators.some((name) => text.includes(name));
    if (listed(view.name)) return;
    if (!listed(principal.text() ?? ""))
      fail("The principal may administer the whole cluster and is not listed.");
  },
});
