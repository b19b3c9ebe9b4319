import { allowedTypes } from "../../prices/types/pool-types.ts";
import { resourceRule } from "../../rule.ts";

export const karpenterPoolLimited = resourceRule({
  name: "karpenter-pool-limited",
  family: "cost",
  title: "Karpenter pools have limits, and those that may start accelerators limit them",
  reasoning:
    "Without limits a pool follows whatever pods ask for; one wrong replica count can start hundreds of nodes.",
  severity: "critical",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Set spec.limits.cpu, and nvidia.com/gpu or aws.amazon.com/neuron where the pool's instance types have them.",
  ],
  url: "https://karpenter.sh/docs/concepts/nodepools/#speclimits",
  types: ["kubernetes:karpenter.sh/v1:NodePool"],
  check(subject, { fail }) {
    const spec = subject.at("spec");
    if (spec.at("replicas").isSet) return;
    const limits = spec.at("limits");
    const has = (key: string) => limits.at(key).isSet;
    if (!has("cpu") && !has("memory") && !has("nodes"))
      fail("spec.limits has neither cpu nor memory nor nodes.");
    if (has("nodes")) return;
    const { types } = allowedTypes(spec, subject.resource.region);
    if (types.some(({ gpu }) => gpu !== undefined) && !has("nvidia.com/gpu")) {
      fail("The pool may start machines with GPUs and spec.limits has no nvidia.com/gpu.");
    }
    if (types.some(({ neuron }) => neuron !== undefined) && !has("aws.amazon.com/neuron")) {
      fail("The pool may start machines with Neuron devices and spec.limits has no aws.amazon.com/neuron.");
    }
  },
});
