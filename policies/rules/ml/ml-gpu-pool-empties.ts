import { resourceRule } from "../../rule.ts";
import { drawsAccelerators, nodePoolTypes } from "../node-pools.ts";

export const mlGpuPoolEmpties = resourceRule({
  name: "ml-gpu-pool-empties",
  family: "ml",
  title: "GPU node pools give nodes back when they are empty",
  reasoning: "A GPU node that waits for the next job costs as much as one that works.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Set disruption.consolidateAfter to minutes, with a consolidationPolicy, and no budget of 0 nodes all day long.",
  ],
  url: "https://karpenter.sh/docs/concepts/disruption/",
  types: nodePoolTypes,
  check(view, { fail, each, notApplicable }) {
    if (!drawsAccelerators(view)) notApplicable("the pool draws no GPUs");
    const disruption = view.at("spec", "disruption");
    if (disruption.at("consolidateAfter").text() === "Never") fail("consolidateAfter is Never.");
    each(disruption.at("budgets").list(), (budget) => {
      const nodes = budget.at("nodes").text();
      const always = budget.at("schedule").isAbsent && budget.at("reasons").isAbsent;
      if (always && (nodes === "0" || nodes === "0%")) fail("A budget of 0 nodes keeps every node for ever.");
    });
  },
});
