import { podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks, podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNoHostNamespaces = resourceRule({
  name: "kubernetes-no-host-namespaces",
  family: "kubernetes",
  title: "No pod shares the node's processes, network or memory",
  reasoning:
    "In the node's namespaces a pod sees other pods' processes and traffic, and passes network policies by.",
  severity: "high",
  frameworks: [...cisEks("4.2.2", "4.2.3", "4.2.4"), ...podSecurity("baseline")],
  enforcement: "mandatory",
  remediation: ["Leave hostNetwork, hostPID and hostIPC out."],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), ({ spec }) => {
      each(["hostNetwork", "hostPID", "hostIPC"], (key) => {
        if (spec.at(key).flag() === true) fail(`${key} is true.`);
      });
    });
  },
});
