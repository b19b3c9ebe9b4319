import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesRootReadOnly = resourceRule({
  name: "kubernetes-root-read-only",
  family: "kubernetes",
  title: "Containers cannot write to their own image",
  reasoning: "An attacker who cannot leave a file behind has to start again with every restart.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Set readOnlyRootFilesystem to true and mount an emptyDir where the program writes."],
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      if (pod.partial) return;
      const open = containersOf(pod).filter(
        ({ value }) => value.at("securityContext", "readOnlyRootFilesystem").flag() !== true,
      );
      if (open.length > 0)
        fail(`The root file system of ${open.map(({ label }) => label).join(", ")} can be written.`);
    });
  },
});
