import { stackRule } from "../../rule.ts";

const service = "kubernetes:core/v1:Service";

export const kubernetesLoadBalancersShared = stackRule({
  name: "kubernetes-load-balancers-shared",
  family: "cost",
  title: "Services share load balancers through a gateway or an ingress",
  reasoning:
    "Each Service of type LoadBalancer makes a load balancer of its own, with its own price and addresses.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Put the services behind one gateway or ingress."],
  url: "https://docs.aws.amazon.com/eks/latest/best-practices/cost-opt-networking.html",
  types: [service],
  settings: {
    services: {
      type: "integer",
      description: "How many Services may be of type LoadBalancer.",
      default: 3,
      minimum: 0,
    },
  },
  check(stack, { config, each, fail }) {
    const balanced: string[] = [];
    each(stack.ofType(service), (view) => {
      if (view.at("spec", "type").text() === "LoadBalancer") balanced.push(view.urn);
    });
    if (balanced.length <= config.services) return;
    fail(`${balanced.length} Services are of type LoadBalancer; ${config.services} may be.`, balanced.at(-1));
  },
});
