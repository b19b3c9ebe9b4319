import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesCapabilitiesDropped = resourceRule({
  name: "kubernetes-capabilities-dropped",
  family: "kubernetes",
  title: "Containers drop all capabilities and add at most NET_BIND_SERVICE",
  reasoning:
    "The capabilities a runtime grants by default are made for programs that almost no container runs.",
  severity: "high",
  frameworks: [...podSecurity("restricted")],
  enforcement: "mandatory",
  remediation: ['Set securityContext.capabilities.drop to ["ALL"].'],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        const capabilities = value.at("securityContext", "capabilities");
        const added = capabilities
          .at("add")
          .texts()
          .filter((name) => name !== "NET_BIND_SERVICE");
        if (added.length > 0) fail(`${label} adds ${added.join(", ")}.`);
        const dropped = capabilities
          .at("drop")
          .texts()
          .some((name) => name.toUpperCase() === "ALL");
        if (!dropped && !pod.partial) fail(`${label} does not drop ALL capabilities.`);
      });
    });
  },
});
