import { namespaceType, systemNamespaces } from "@aip/common/kubernetes/objects.ts";
import { cisEks, podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNamespacePodSecurity = resourceRule({
  name: "kubernetes-namespace-pod-security",
  family: "kubernetes",
  title: "Namespaces enforce the baseline or the restricted Pod Security Standard",
  reasoning: "The label makes the API server itself refuse pods that no pipeline has seen.",
  severity: "high",
  frameworks: [...cisEks("4.2.1"), ...podSecurity("baseline")],
  enforcement: "mandatory",
  remediation: ["Set the label pod-security.kubernetes.io/enforce to restricted, or to baseline."],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  types: [namespaceType],
  check(view, { fail, notApplicable }) {
    const name = view.at("metadata", "name");
    if (!name.isUnknown && systemNamespaces.has(name.text() ?? ""))
      notApplicable("a namespace of the cluster");
    const level = view.at("metadata", "labels", "pod-security.kubernetes.io/enforce").text();
    if (level !== "restricted" && level !== "baseline")
      fail(`pod-security.kubernetes.io/enforce is ${level ?? "not set"}.`);
  },
});
