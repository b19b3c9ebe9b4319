import { annotation } from "@aip/common/kubernetes/objects.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { isInternet } from "./ip-range.ts";

const schemeKey = "service.beta.kubernetes.io/aws-load-balancer-scheme";
const internalKey = "service.beta.kubernetes.io/aws-load-balancer-internal";

/** Controllers whose load balancers are internal unless an annotation says otherwise. */
const internalByDefault = new Set(["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"]);

/** Whether the internet reaches a service: by a load balancer that is neither internal nor limited to addresses. */
export function isPublicService(service: ResourceView): boolean {
  const spec = service.at("spec");
  if (spec.at("type").text() !== "LoadBalancer") return false;
  const scheme = annotation(service, schemeKey);
  if (scheme === "internal" || annotation(service, internalKey) === "true") return false;
  const byDefault =
    internalByDefault.has(spec.at("loadBalancerClass").text() ?? "") ||
    annotation(service, "service.beta.kubernetes.io/aws-load-balancer-type") === "external";
  if (scheme === undefined && byDefault) return false;
  const ranges = [
    ...spec.at("loadBalancerSourceRanges").texts(),
    ...(annotation(service, "service.beta.kubernetes.io/load-balancer-source-ranges") ?? "")
      .split(",")
      .filter(Boolean),
  ];
  return ranges.length === 0 || ranges.some((range) => isInternet(range.trim()));
}

const albKey = "alb.ingress.kubernetes.io/";

export const ingressClass = (ingress: ResourceView): string | undefined =>
  ingress.at("spec", "ingressClassName").text() ?? annotation(ingress, "kubernetes.io/ingress.class");

export const isAlb = (ingress: ResourceView): boolean =>
  /alb/.test(ingressClass(ingress) ?? "") ||
  ingress
    .at("metadata", "annotations")
    .keys()
    .some((key) => key.startsWith(albKey));

export const albScheme = (ingress: ResourceView): string | undefined =>
  annotation(ingress, `${albKey}scheme`);
