import { podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesDedicatedAccount = resourceRule({
  name: "kubernetes-dedicated-account",
  family: "kubernetes",
  title: "Pods have a service account of their own, or no token",
  reasoning:
    "What is ever granted to the namespace's default account is granted to every pod that names none.",
  severity: "medium",
  frameworks: [...cisEks("4.1.5", "4.1.6")],
  enforcement: "mandatory",
  remediation: ["Name a serviceAccountName, or set automountServiceAccountToken to false."],
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), ({ spec, partial }) => {
      if (partial || spec.at("automountServiceAccountToken").flag() === false) return;
      const account = spec.at("serviceAccountName").text() ?? spec.at("serviceAccount").text();
      if (account === undefined || account === "" || account === "default") {
        fail("The pod uses the namespace's default service account and mounts its token.");
      }
    });
  },
});
