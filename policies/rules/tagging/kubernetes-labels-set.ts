import { namespaceType } from "@aip/common/kubernetes/objects.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesLabelsSet = resourceRule({
  name: "kubernetes-labels-set",
  family: "tagging",
  title: "Workloads and namespaces carry the recommended labels",
  reasoning: "Dashboards, cost allocation and selectors of policies find objects by their labels.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Set the labels app.kubernetes.io/name and, on namespaces, app.kubernetes.io/part-of."],
  url: "https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
  types: [
    namespaceType,
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:batch/v1:Job",
    "kubernetes:batch/v1:CronJob",
  ],
  settings: {
    labels: {
      type: "array",
      items: { type: "string" },
      default: ["app.kubernetes.io/name"],
      description: "Labels of workloads that are required.",
    },
    namespaceLabels: {
      type: "array",
      items: { type: "string" },
      default: ["app.kubernetes.io/part-of"],
      description: "Labels of namespaces that are required.",
    },
  },
  check(view, { fail, config }) {
    const wanted = view.type === namespaceType ? config.namespaceLabels : config.labels;
    const labels = view.at("metadata", "labels");
    const missing = wanted.filter((label) => !labels.at(label).isSet);
    if (missing.length > 0) fail(`Missing labels: ${missing.join(", ")}.`);
  },
});
