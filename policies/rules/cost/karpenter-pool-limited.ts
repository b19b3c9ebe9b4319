import { resourceRule } from "../../rule.ts";
import { drawsAccelerators } from "../node-pools.ts";

export const karpenterPoolLimited = resourceRule({
  name: "karpenter-pool-limited",
  family: "cost",
  title: "Karpenter pools have limits",
  reasoning:
    "Without limits a pool follows whatever pods ask for; one wrong replica count can start hundreds of nodes.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set spec.limits.cpu, and memory or nodes where they say more."],
  url: "https://karpenter.sh/docs/concepts/nodepools/#speclimits",
  types: ["kubernetes:karpenter.sh/v1:NodePool"],
  check(view, { fail, notApplicable }) {
    if (drawsAccelerators(view)) notApplicable("ml-gpu-pool-bounded judges pools of accelerators");
    if (view.at("spec", "replicas").isSet) notApplicable("a pool of fixed size");
    const limits = view.at("spec", "limits");
    if (!["cpu", "memory", "nodes"].some((key) => limits.at(key).isSet)) {
      fail("spec.limits has neither cpu nor memory nor nodes.");
    }
  },
});
