import { resourceRule } from "../../rule.ts";
import { drawsGpus } from "../gpu.ts";
import { drawsAccelerators, nodePoolTypes } from "../node-pools.ts";

const keepsOut = new Set(["NO_SCHEDULE", "NO_EXECUTE", "NoSchedule", "NoExecute"]);

export const mlGpuPoolTainted = resourceRule({
  name: "ml-gpu-pool-tainted",
  family: "ml",
  title: "GPU nodes are tainted",
  reasoning:
    "Without a taint any pod lands on a node that costs a hundred times what it needs, and keeps it from going away.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Add a taint nvidia.com/gpu with effect NoSchedule."],
  url: "https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/",
  types: ["aws:eks/nodeGroup:NodeGroup", ...nodePoolTypes],
  check(view, { fail, notApplicable }) {
    const managed = view.type === "aws:eks/nodeGroup:NodeGroup";
    if (!(managed ? drawsGpus(view) : drawsAccelerators(view))) notApplicable("no GPUs");
    const taints = managed ? view.at("taints") : view.at("spec", "template", "spec", "taints");
    if (!taints.list().some((taint) => keepsOut.has(taint.at("effect").text() ?? ""))) {
      fail("No taint keeps other pods off the GPU nodes.");
    }
  },
});
