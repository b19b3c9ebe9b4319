import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { roleTypes } from "../rbac.ts";

export const kubernetesRbacNoEscalation = resourceRule({
  name: "kubernetes-rbac-no-escalation",
  family: "kubernetes",
  title: "No role can make itself more powerful",
  reasoning:
    "Who may bind or escalate roles, impersonate others or issue tokens for accounts has every right there is.",
  severity: "high",
  frameworks: [...cisEks("4.1.8")],
  enforcement: "mandatory",
  remediation: [
    "Leave out the verbs bind, escalate and impersonate, or name the resources in resourceNames.",
  ],
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks",
  types: roleTypes,
  check(view, { fail, each }) {
    each(view.at("rules").list(), (rule) => {
      if (rule.at("resourceNames").texts().length > 0) return;
      const resources = rule.at("resources").texts();
      const verbs = rule.at("verbs").texts();
      const roles = resources.some((name) => /^(cluster)?roles$/.test(name));
      const found = [
        ...verbs.filter((verb) => roles && (verb === "bind" || verb === "escalate")),
        ...verbs.filter((verb) => verb === "impersonate"),
      ];
      if (roles && verbs.includes("*")) found.push("*");
      if (found.length > 0) fail(`${rule.path} allows ${found.join(", ")}.`);
    });
  },
});
