import { resourceRule } from "../../rule.ts";
import { acceleratorResource } from "../gpu.ts";
import { drawsAccelerators, nodePoolTypes } from "../node-pools.ts";

export const mlGpuPoolBounded = resourceRule({
  name: "ml-gpu-pool-bounded",
  family: "ml",
  title: "GPU node pools have a limit",
  reasoning:
    "A pool without one buys as many GPUs as pods ask for; a mistyped replica count then costs more in a night than the platform in a year.",
  severity: "critical",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set spec.limits of the NodePool, with nvidia.com/gpu or at least cpu."],
  url: "https://karpenter.sh/docs/concepts/nodepools/#speclimits",
  types: nodePoolTypes,
  check(view, { fail, notApplicable }) {
    if (!drawsAccelerators(view)) notApplicable("the pool draws no GPUs");
    const limits = view.at("spec", "limits");
    const bounded = limits
      .keys()
      .some((name) => acceleratorResource.test(name) || name === "cpu" || name === "nodes");
    if (!bounded) fail("spec.limits names neither nvidia.com/gpu nor cpu.");
  },
});
