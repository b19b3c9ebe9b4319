import { containersOf, podsOf } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesProbesSet = resourceRule({
  name: "kubernetes-probes-set",
  family: "kubernetes",
  title: "Containers that serve have a readiness and a liveness probe",
  reasoning: "Without them a pod gets traffic before it can answer, and keeps it when it no longer can.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Give readinessProbe and livenessProbe; a startupProbe where loading a model takes long."],
  url: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  types: [
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:argoproj.io/v1alpha1:Rollout",
  ],
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label, auxiliary }) => {
        if (auxiliary || value.at("ports").list().length === 0) return;
        const missing = ["readinessProbe", "livenessProbe"].filter((probe) => value.at(probe).isAbsent);
        if (missing.length > 0) fail(`${label} lacks ${missing.join(" and ")}.`);
      });
    });
  },
});
