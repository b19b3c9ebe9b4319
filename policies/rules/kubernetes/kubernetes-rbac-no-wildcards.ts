import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { roleTypes } from "../rbac.ts";

export const kubernetesRbacNoWildcards = resourceRule({
  name: "kubernetes-rbac-no-wildcards",
  family: "kubernetes",
  title: "No role covers every resource of the cluster",
  reasoning: "A wildcard over resources holds the secrets, and every kind that is installed later.",
  severity: "high",
  frameworks: [...cisEks("4.1.3")],
  enforcement: "mandatory",
  remediation: ["List the resources and verbs that are needed."],
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  types: roleTypes,
  check(view, { fail, each }) {
    each(view.at("rules").list(), (rule) => {
      const [resources, verbs, groups] = ["resources", "verbs", "apiGroups"].map((key) =>
        rule.at(key).texts(),
      );
      const everything = resources?.includes("*") && (groups?.includes("*") || groups?.includes(""));
      if (everything && verbs?.includes("*")) fail(`${rule.path} allows every verb on every resource.`);
      else if (everything) fail(`${rule.path} covers every resource, secrets too.`);
      const urls = rule.at("nonResourceURLs").texts();
      if (urls.includes("*") && verbs?.includes("*"))
        fail(`${rule.path} allows every verb on every URL of the API.`);
    });
  },
});
