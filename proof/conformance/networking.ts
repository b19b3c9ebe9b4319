import type { Checks } from "./finding.ts";
import { chartNamed, objectsOf } from "./planned.ts";

/** Requirements of the ways to and between models. */
export const networking: Checks = {
  ai_inference: ({ stack }) => {
    const controller = chartNamed(stack, "aws-load-balancer-controller");
    const gateways = objectsOf(stack, "kubernetes:gateway.networking.k8s.io/v1:Gateway");
    const routes = objectsOf(stack, "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute");
    const met = controller !== undefined && gateways.length > 0 && routes.length > 0;
    return {
      status: met ? "Implemented" : "Not Implemented",
      proof: met ? "plan" : "not met",
      evidence: met ? [`chart ${controller}`, ...gateways, ...routes] : [],
      notes: met
        ? "The AWS Load Balancer Controller implements Gateway API 1.x: weights and matches of headers are fields of a route."
        : "This environment has no gateway: services are reached by forwarded ports.",
    };
  },

  advanced_inference_ingress: ({ stack }) => {
    const pools = objectsOf(stack, "kubernetes:inference.networking.k8s.io/v1:InferencePool");
    return {
      status: pools.length > 0 ? "Implemented" : "Not Implemented",
      proof: pools.length > 0 ? "plan" : "not met",
      evidence: pools,
      notes:
        pools.length > 0
          ? ""
          : "No implementation of the Gateway API Inference Extension is installed; it comes with serving.",
    };
  },

  high_performance_networking: ({ stack, pools }) => {
    const plugin = chartNamed(stack, "aws-efa-k8s-device-plugin");
    const efa = pools.filter(({ shapes }) =>
      shapes.some(({ capacity }) => (capacity["vpc.amazonaws.com/efa"] ?? 0) > 0),
    );
    return {
      status: plugin && efa.length > 0 ? "Partially Implemented" : "Not Implemented",
      proof: plugin && efa.length > 0 ? "needs hardware" : "not met",
      evidence: [...(plugin ? [`chart ${plugin}`] : []), ...efa.map(({ name }) => `pool ${name}`)],
      notes:
        plugin && efa.length > 0
          ? "EFA interfaces are counted by a device plugin and queued by Kueue; they are not exposed by DRA."
          : "No pool of this environment has EFA.",
    };
  },

  disaggregated_inference: () => ({
    status: "Not Implemented",
    proof: "not met",
    evidence: [],
    notes: "No runtime with separate prefill and decode is installed; it comes with serving.",
  }),
};
