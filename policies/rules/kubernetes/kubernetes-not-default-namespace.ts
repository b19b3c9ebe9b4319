import { isPatch, namespaceOf } from "@aip/common/kubernetes/objects.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const kinds = [
  "core/v1:Pod",
  "core/v1:Service",
  "core/v1:ConfigMap",
  "core/v1:Secret",
  "core/v1:PersistentVolumeClaim",
  "core/v1:ServiceAccount",
  "apps/v1:Deployment",
  "apps/v1:StatefulSet",
  "apps/v1:DaemonSet",
  "batch/v1:Job",
  "batch/v1:CronJob",
  "networking.k8s.io/v1:Ingress",
];

export const kubernetesNotDefaultNamespace = resourceRule({
  name: "kubernetes-not-default-namespace",
  family: "kubernetes",
  title: "Nothing is put into the namespace default",
  reasoning:
    "It has no quota, no network policy and no owner, and is where everything lands that named no namespace.",
  severity: "low",
  frameworks: [...cisEks("4.5.2")],
  enforcement: "mandatory",
  remediation: ["Set metadata.namespace."],
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  types: kinds.flatMap((kind) => [`kubernetes:${kind}`, `kubernetes:${kind}Patch`]),
  check(view, { fail }) {
    const namespace = namespaceOf(view).text();
    const name = view.at("metadata", "name");
    // The API server's own service is there.
    if (!name.isUnknown && name.text() === "kubernetes" && isPatch(view)) return;
    if (namespace === undefined || namespace === "default")
      fail(`metadata.namespace is ${namespace ?? "not set"}.`);
  },
});
