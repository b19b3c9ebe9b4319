import { resourceRule } from "../../rule.ts";
import { drawsAccelerators } from "../node-pools.ts";

export const karpenterPoolConsolidates = resourceRule({
  name: "karpenter-pool-consolidates",
  family: "cost",
  title: "Karpenter pools give nodes back that nothing runs on",
  reasoning: "A node that stays after its pods are gone is paid for and used by nobody.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Set spec.disruption.consolidateAfter to a time such as 5m."],
  url: "https://karpenter.sh/docs/concepts/disruption/",
  types: ["kubernetes:karpenter.sh/v1:NodePool"],
  check(view, { fail, notApplicable }) {
    if (drawsAccelerators(view)) notApplicable("ml-gpu-pool-empties judges pools of accelerators");
    if (view.at("spec", "replicas").isSet) notApplicable("a pool of fixed size");
    if (view.at("spec", "disruption", "consolidateAfter").text() === "Never") {
      fail("spec.disruption.consolidateAfter is Never.");
    }
  },
});
