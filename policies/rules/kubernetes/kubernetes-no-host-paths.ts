import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesNoHostPaths = resourceRule({
  name: "kubernetes-no-host-paths",
  family: "kubernetes",
  title: "No pod mounts the node's file system or binds its ports",
  reasoning:
    "From a host path a pod reads other pods' volumes and the node's credentials; a host port is outside every network policy.",
  severity: "high",
  frameworks: [...podSecurity("baseline")],
  enforcement: "mandatory",
  remediation: [
    "Use a volume claim, an emptyDir or a CSI volume, and a service in the place of a host port.",
  ],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(pod.spec.at("volumes").list(), (volume) => {
        if (!volume.at("hostPath").isAbsent) fail(`${volume.path} is a path of the node.`);
      });
      each(containersOf(pod), ({ value, label }) => {
        const bound = value
          .at("ports")
          .list()
          .some((port) => (port.at("hostPort").number() ?? 0) > 0);
        // In the node's network every port is one of the node; that is the finding of another rule.
        if (bound && pod.spec.at("hostNetwork").flag() !== true) fail(`${label} binds a port of the node.`);
      });
    });
  },
});
