import { annotation } from "@aip/common/kubernetes/objects.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { albScheme, isAlb } from "../exposure.ts";

export const kubernetesIngressTls = resourceRule({
  name: "kubernetes-ingress-tls",
  family: "kubernetes",
  title: "Ingresses use TLS, and those on the internet a web ACL",
  reasoning:
    "An ingress is where people log in. Without TLS their passwords and tokens cross the network in clear.",
  severity: "high",
  frameworks: [...cisEks("5.4.5")],
  enforcement: "mandatory",
  remediation: [
    "Give spec.tls, or for an ALB listen-ports with HTTPS, certificate-arn and ssl-redirect, and wafv2-acl-arn where it faces the internet.",
  ],
  url: "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/",
  types: ["kubernetes:networking.k8s.io/v1:Ingress"],
  check(view, { fail }) {
    const alb = "alb.ingress.kubernetes.io/";
    const named = view.at("spec", "tls").list().length > 0;
    if (!isAlb(view)) {
      if (!named) fail("spec.tls is not given.");
      return;
    }
    const listens = annotation(view, `${alb}listen-ports`) ?? "";
    const certificate = view.at("metadata", "annotations", `${alb}certificate-arn`).isSet;
    if (!named && !certificate && !/HTTPS/.test(listens)) fail("The ALB does not listen with TLS.");
    if (/"HTTP"/.test(listens) && annotation(view, `${alb}ssl-redirect`) === undefined) {
      fail("The ALB listens in plain text and does not redirect.");
    }
    const guarded = ["wafv2-acl-arn", "waf-acl-id", "wafv2-acl-name"].some(
      (key) => view.at("metadata", "annotations", `${alb}${key}`).isSet,
    );
    if (albScheme(view) === "internet-facing" && !guarded)
      fail("The ALB faces the internet without a web ACL.");
  },
});
