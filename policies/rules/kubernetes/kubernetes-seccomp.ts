import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const confined = new Set(["RuntimeDefault", "Localhost"]);

export const kubernetesSeccomp = resourceRule({
  name: "kubernetes-seccomp",
  family: "kubernetes",
  title: "Containers run under a seccomp profile",
  reasoning: "The profile takes away the system calls that most faults of the kernel are reached by.",
  severity: "medium",
  frameworks: [...podSecurity("restricted")],
  enforcement: "mandatory",
  remediation: ["Set securityContext.seccompProfile.type of the pod to RuntimeDefault."],
  url: "https://kubernetes.io/docs/tutorials/security/seccomp/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      const ofPod = pod.spec.at("securityContext", "seccompProfile", "type").text();
      each(containersOf(pod), ({ value, label }) => {
        const type = value.at("securityContext", "seccompProfile", "type").text() ?? ofPod;
        if (type === undefined ? !pod.partial : !confined.has(type)) {
          fail(`${label}: the seccomp profile is ${type ?? "not set"}.`);
        }
      });
    });
  },
});
