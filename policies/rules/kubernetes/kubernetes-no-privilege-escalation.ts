import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks, podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNoPrivilegeEscalation = resourceRule({
  name: "kubernetes-no-privilege-escalation",
  family: "kubernetes",
  title: "No process gets more rights than its container started with",
  reasoning: "It takes the value from every setuid program an image may hold.",
  severity: "high",
  frameworks: [...cisEks("4.2.5"), ...podSecurity("restricted")],
  enforcement: "mandatory",
  remediation: ["Set securityContext.allowPrivilegeEscalation to false on every container."],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        const allowed = value.at("securityContext", "allowPrivilegeEscalation").flag();
        if (allowed === true || (allowed === undefined && !pod.partial)) {
          fail(`${label}: allowPrivilegeEscalation is not false.`);
        }
      });
    });
  },
});
