import { podsOf } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesReplicasSpread = resourceRule({
  name: "kubernetes-replicas-spread",
  family: "kubernetes",
  title: "Production services have two replicas or more, spread over nodes or zones",
  reasoning: "Nodes come and go all day in a cluster that scales; a single replica goes with each of them.",
  severity: "low",
  frameworks: [],
  enforcement: { development: "disabled", staging: "disabled", production: "advisory" },
  remediation: ["Set replicas to 2 or more, with topologySpreadConstraints or a pod anti-affinity."],
  url: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  types: ["kubernetes:apps/v1:Deployment"],
  check(view, { fail, each }) {
    const replicas = view.at("spec", "replicas");
    // An autoscaler owns the count where none is given.
    const count = replicas.number();
    if (count === 0) return;
    if (count === 1) fail("There is one replica.");
    each(podsOf(view), ({ spec }) => {
      const spread = spec.at("topologySpreadConstraints").list().length > 0;
      if (!spread && spec.at("affinity", "podAntiAffinity").isAbsent && count !== 1) {
        fail("Nothing keeps the replicas apart.");
      }
    });
  },
});
