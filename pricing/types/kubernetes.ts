import type { Resource } from "@aip/common/resource.ts";
import { Value } from "@aip/common/value.ts";
import type { Pricer, Pricers, PricingContext } from "../model/pricer.ts";
import { addClaim } from "./claims.ts";
import { addLoadBalancer } from "./network.ts";

/** The zones of the platform, as far as its subnets are in sight; three otherwise. */
const zones = (context: PricingContext): number => {
  const found = new Set(
    context
      .ofType("aws:ec2/subnet:Subnet")
      .map(({ inputs }) => Value.of(inputs).at("availabilityZone").raw()),
  );
  return found.size === 0 ? 3 : found.size;
};

const annotation = (inputs: Value, key: string): string | undefined =>
  inputs.at("metadata", "annotations", key).text();

const monitoringStorage: Pricer = (inputs, sheet, _resource, context) => {
  const spec = inputs.at("spec");
  const copies = (spec.at("replicas").number() ?? 1) * (spec.at("shards").number() ?? 1);
  addClaim(sheet, spec.at("storage", "volumeClaimTemplate", "spec"), copies, context);
};

/** Ingresses of a group share one load balancer; the first of them carries its price. */
const leadsGroup = (group: string | undefined, resource: Resource, context: PricingContext): boolean =>
  group === undefined ||
  context.ofType(resource.type).find(({ inputs }) => annotation(Value.of(inputs), groupKey) === group)
    ?.urn === resource.urn;

/** The scheme of a gateway's load balancer, from the configuration the gateway refers to. The controller's default is internal. */
function gatewayScheme(inputs: Value, context: PricingContext): string | undefined {
  const name = inputs.at("spec", "infrastructure", "parametersRef", "name").raw();
  const configuration = context
    .ofType("kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration")
    .map((resource) => Value.of(resource.inputs))
    .find((candidate) => candidate.at("metadata", "name").raw() === name);
  return configuration?.at("spec", "scheme").text();
}

const groupKey = "alb.ingress.kubernetes.io/group.name";

/** The objects that controllers turn into disks and load balancers. Everything else runs on nodes that are priced. */
export const kubernetes: Pricers = {
  "kubernetes:core/v1:PersistentVolumeClaim": (inputs, sheet, _resource, context) =>
    addClaim(sheet, inputs.at("spec"), 1, context),
  "kubernetes:apps/v1:StatefulSet": (inputs, sheet, _resource, context) => {
    const copies = inputs.at("spec", "replicas").number() ?? 1;
    for (const claim of inputs.at("spec", "volumeClaimTemplates").list()) {
      addClaim(sheet, claim.at("spec"), copies, context);
    }
  },
  "kubernetes:monitoring.coreos.com/v1:Prometheus": monitoringStorage,
  "kubernetes:monitoring.coreos.com/v1:Alertmanager": monitoringStorage,
  "kubernetes:monitoring.coreos.com/v1:ThanosRuler": monitoringStorage,
  "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch": (inputs, sheet, _resource, context) => {
    for (const nodes of inputs.at("spec", "nodeSets").list()) {
      const count = nodes.at("count").number() ?? 1;
      for (const claim of nodes.at("volumeClaimTemplates").list()) {
        addClaim(sheet, claim.at("spec"), count, context);
      }
    }
  },
  "kubernetes:core/v1:Service": (inputs, sheet, _resource, context) => {
    if (inputs.at("spec", "type").text() !== "LoadBalancer") return;
    const scheme = annotation(inputs, "service.beta.kubernetes.io/aws-load-balancer-scheme") ?? "internal";
    addLoadBalancer(sheet, "nlb", { internal: scheme === "internal", zones: zones(context) });
  },
  "kubernetes:networking.k8s.io/v1:Ingress": (inputs, sheet, resource, context) => {
    const name =
      inputs.at("spec", "ingressClassName").text() ?? annotation(inputs, "kubernetes.io/ingress.class");
    if (name !== "alb" || !leadsGroup(annotation(inputs, groupKey), resource, context)) return;
    const scheme = annotation(inputs, "alb.ingress.kubernetes.io/scheme") ?? "internal";
    addLoadBalancer(sheet, "alb", { internal: scheme === "internal", zones: zones(context) });
  },
  "kubernetes:gateway.networking.k8s.io/v1:Gateway": (inputs, sheet, _resource, context) => {
    const name = inputs.at("spec", "gatewayClassName").text();
    const gatewayClass = context
      .ofType("kubernetes:gateway.networking.k8s.io/v1:GatewayClass")
      .map((resource) => Value.of(resource.inputs))
      .find((candidate) => candidate.at("metadata", "name").raw() === name);
    const controller = gatewayClass?.at("spec", "controllerName").text() ?? name ?? "";
    const isPublic = gatewayScheme(inputs, context) === "internet-facing";
    const kind = /alb/.test(controller) ? "alb" : "nlb";
    addLoadBalancer(sheet, kind, { internal: !isPublic, zones: zones(context) });
  },
};
