import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNonRoot = resourceRule({
  name: "kubernetes-non-root",
  family: "kubernetes",
  title: "Containers run as another user than root",
  reasoning:
    "Root in a container is root on the node for every fault of the kernel or the runtime that lets it out.",
  severity: "high",
  frameworks: [...podSecurity("restricted")],
  enforcement: "mandatory",
  remediation: [
    "Set runAsNonRoot to true for the pod, and a runAsUser above 0 where the image names no user.",
  ],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      const ofPod = pod.spec.at("securityContext");
      each(containersOf(pod), ({ value, label }) => {
        const own = value.at("securityContext");
        const user = own.at("runAsUser").number() ?? ofPod.at("runAsUser").number();
        const required = own.at("runAsNonRoot").flag() ?? ofPod.at("runAsNonRoot").flag();
        if (user === 0) fail(`${label} runs as user 0.`);
        else if (required === false) fail(`${label}: runAsNonRoot is false.`);
        else if (required === undefined && user === undefined && !pod.partial)
          fail(`${label} may run as root.`);
      });
    });
  },
});
