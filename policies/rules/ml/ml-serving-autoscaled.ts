import { namespaceOf } from "@aip/common/kubernetes/objects.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { stackRule } from "../../rule.ts";

const serving = "kubernetes:serving.kserve.io/v1beta1:InferenceService";
const deployment = "kubernetes:apps/v1:Deployment";
const scalers = [
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
  "kubernetes:keda.sh/v1alpha1:ScaledObject",
] as const;

/** Names and labels that say an object answers predictions. */
const predicts =
  /(^|[-_])(inference|predictor|torchserve|triton|vllm|tf-?serving|tensorflow-serving|model-server)([-_]|$)/i;

const known = (view: ResourceView, ...path: string[]): string => {
  const value = view.at(...path);
  return value.isUnknown ? "" : (value.text() ?? "");
};

export const mlServingAutoscaled = stackRule({
  name: "ml-serving-autoscaled",
  family: "ml",
  title: "Model servers scale with their load",
  reasoning:
    "Predictions come in waves: a fixed number of servers is either too slow or, with GPUs, far too expensive.",
  severity: "medium",
  frameworks: [],
  enforcement: { development: "advisory", staging: "advisory", production: "mandatory" },
  remediation: [
    "Add a HorizontalPodAutoscaler or a ScaledObject; maxReplicas above minReplicas for an InferenceService.",
  ],
  url: "https://kubernetes.io/docs/concepts/workloads/autoscaling/",
  types: [serving, deployment],
  check(stack, { fail, each }) {
    each(stack.ofType(serving), (service) => {
      const predictor = service.at("spec", "predictor");
      const [least, most] = [predictor.at("minReplicas").number() ?? 1, predictor.at("maxReplicas").number()];
      if (most !== undefined && most > 0 && most <= least && most !== 0) {
        fail(`maxReplicas is ${most}, no more than minReplicas.`, service.urn);
      }
    });
    each(stack.ofType(deployment), (view) => {
      const labels = ["app.kubernetes.io/name", "app.kubernetes.io/component", "app"].map((label) =>
        known(view, "metadata", "labels", label),
      );
      const name = known(view, "metadata", "name");
      if (![name, ...labels].some((text) => predicts.test(text))) return;
      const scaled = stack.ofType(...scalers).some((scaler) => {
        if (namespaceOf(scaler).raw() !== namespaceOf(view).raw()) return false;
        const target = scaler.at("spec", "scaleTargetRef", "name");
        return target.isUnknown || name === ""
          ? scaler.resource.dependsOn.includes(view.urn)
          : target.text() === name;
      });
      if (!scaled) fail("No autoscaler is set for the model server.", view.urn);
    });
  },
});
