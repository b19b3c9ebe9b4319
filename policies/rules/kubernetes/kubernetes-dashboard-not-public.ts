import { annotation } from "@aip/common/kubernetes/objects.ts";
import { resourceRule } from "../../rule.ts";
import { albScheme, isPublicService } from "../exposure.ts";

/** Consoles that show or change everything they can see, many of them without a login of their own. */
const consoles =
  /(^|[-_])(dashboard|prometheus|alertmanager|kibana|jaeger|ray-?head|ray-dashboard|spark-ui|mlflow|tensorboard|flower|kubecost|hubble-ui|argo-server|longhorn|vault-ui)([-_]|$)/i;

/** Annotations that make the ingress itself ask for a login. */
const logins = [
  "alb.ingress.kubernetes.io/auth-type",
  "nginx.ingress.kubernetes.io/auth-url",
  "nginx.ingress.kubernetes.io/auth-type",
  "nginx.ingress.kubernetes.io/auth-tls-secret",
];

export const kubernetesDashboardNotPublic = resourceRule({
  name: "kubernetes-dashboard-not-public",
  family: "kubernetes",
  title: "No console is on the internet without a login",
  reasoning: "Scanners look for exactly these consoles; an open one is a way to run code in the cluster.",
  severity: "critical",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Put the console behind the gateway's sign-on, or reach it through a port forward."],
  url: "https://kubernetes.io/docs/concepts/security/security-checklist/",
  types: ["kubernetes:core/v1:Service", "kubernetes:networking.k8s.io/v1:Ingress"],
  check(view, { fail, each }) {
    if (view.type === "kubernetes:core/v1:Service") {
      const name = view.at("metadata", "name").text() ?? view.name;
      if (consoles.test(name) && isPublicService(view))
        fail("The console's load balancer is open to the internet.");
      return;
    }
    if (albScheme(view) === "internal") return;
    if (logins.some((key) => (annotation(view, key) ?? "none") !== "none")) return;
    if (albScheme(view) !== "internet-facing") return;
    const paths = view
      .at("spec", "rules")
      .list()
      .flatMap((rule) => rule.at("http", "paths").list())
      .map((path) => path.at("backend"));
    each([view.at("spec", "defaultBackend"), ...paths], (backend) => {
      const name = backend.at("service", "name").text();
      if (name !== undefined && consoles.test(name)) fail("The internet reaches a console without a login.");
    });
  },
});
