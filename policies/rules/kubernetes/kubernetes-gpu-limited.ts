import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";
import { acceleratorResource, acceleratorsIn } from "../gpu.ts";

export const kubernetesGpuLimited = resourceRule({
  name: "kubernetes-gpu-limited",
  family: "kubernetes",
  title: "GPUs are asked for as limits, by pods that tolerate the GPU nodes' taint",
  reasoning:
    "Kubernetes hands out whole GPUs by limits only, and a pod without the toleration waits for ever while its job looks healthy.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Name the GPU in resources.limits and tolerate nvidia.com/gpu."],
  url: "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      let asks = false;
      each(containersOf(pod), ({ value, label }) => {
        const resources = value.at("resources");
        const [requested, limited] = [
          acceleratorsIn(resources.at("requests")),
          acceleratorsIn(resources.at("limits")),
        ];
        asks ||= limited > 0 || requested > 0;
        if (requested > 0 && requested !== limited) {
          fail(`${label} requests ${requested} GPUs and is limited to ${limited}.`);
        }
      });
      if (!asks || pod.partial) return;
      const tolerates = pod.spec
        .at("tolerations")
        .list()
        .some((toleration) => {
          const key = toleration.at("key").text();
          return (
            key === undefined ||
            acceleratorResource.test(key) ||
            /gpu|neuron|accelerator|workload|dedicated/i.test(key)
          );
        });
      if (!tolerates) fail("The pod asks for a GPU and tolerates no taint of GPU nodes.");
    });
  },
});
