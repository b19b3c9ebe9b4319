import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesResourcesSet = resourceRule({
  name: "kubernetes-resources-set",
  family: "kubernetes",
  title: "Containers ask for CPU and memory, and are limited in memory",
  reasoning:
    "The scheduler and the autoscaler see only requests; a container without a memory limit takes its neighbours down with it.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set resources.requests for cpu and memory, and resources.limits for memory."],
  url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      if (pod.partial) return;
      // Requests and limits of a whole pod count as those of its containers.
      const whole = pod.spec.at("resources");
      each(containersOf(pod), ({ value, label, auxiliary }) => {
        if (auxiliary) return;
        const own = value.at("resources");
        const set = (kind: string, name: string) => own.at(kind, name).isSet || whole.at(kind, name).isSet;
        const missing = [
          ...(set("requests", "cpu") || set("limits", "cpu") ? [] : ["requests.cpu"]),
          ...(set("requests", "memory") || set("limits", "memory") ? [] : ["requests.memory"]),
          ...(set("limits", "memory") ? [] : ["limits.memory"]),
        ];
        if (missing.length > 0) fail(`${label} lacks ${missing.join(", ")}.`);
      });
    });
  },
});
