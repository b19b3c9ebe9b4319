import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks, podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNotPrivileged = resourceRule({
  name: "kubernetes-not-privileged",
  family: "kubernetes",
  title: "No container is privileged",
  reasoning:
    "A privileged container is root on its node, and from there on every pod and credential of the node.",
  severity: "critical",
  frameworks: [...cisEks("4.2.1"), ...podSecurity("baseline")],
  enforcement: "mandatory",
  remediation: ["Leave privileged out; ask for the single capability or device that is needed."],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        if (value.at("securityContext", "privileged").flag() === true) fail(`${label} is privileged.`);
      });
    });
  },
});
