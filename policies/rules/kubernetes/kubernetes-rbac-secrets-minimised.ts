import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesRbacSecretsMinimised = resourceRule({
  name: "kubernetes-rbac-secrets-minimised",
  family: "kubernetes",
  title: "Cluster roles do not read the secrets of all namespaces",
  reasoning:
    "Such a role is one token away from every password and key of the cluster. Some controllers need it; that is worth a waiver.",
  severity: "medium",
  frameworks: [...cisEks("4.1.2")],
  enforcement: "advisory",
  remediation: ["Use a Role in the namespaces that are meant, or name the secrets in resourceNames."],
  url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
  types: ["kubernetes:rbac.authorization.k8s.io/v1:ClusterRole"],
  check(view, { fail, each }) {
    each(view.at("rules").list(), (rule) => {
      if (!rule.at("resources").texts().includes("secrets") || rule.at("resourceNames").texts().length > 0)
        return;
      const reads = rule
        .at("verbs")
        .texts()
        .some((verb) => ["get", "list", "watch", "*"].includes(verb));
      if (reads) fail(`${rule.path} reads the secrets of every namespace.`);
    });
  },
});
