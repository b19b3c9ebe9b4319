import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const kubernetesSecretsMounted = resourceRule({
  name: "kubernetes-secrets-mounted",
  family: "kubernetes",
  title: "Secrets are mounted as files, not put into the environment",
  reasoning: "An environment is inherited by every child process and printed by every crash report.",
  severity: "low",
  frameworks: [...cisEks("4.4.1")],
  enforcement: "advisory",
  remediation: ["Mount the secret as a volume, or let the program read it from the store."],
  url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      const found = containersOf(pod).filter(
        ({ value }) =>
          value
            .at("env")
            .list()
            .some((variable) => !variable.at("valueFrom", "secretKeyRef").isAbsent) ||
          value
            .at("envFrom")
            .list()
            .some((source) => !source.at("secretRef").isAbsent),
      );
      if (found.length > 0)
        fail(`Secrets are in the environment of ${found.map(({ label }) => label).join(", ")}.`);
    });
  },
});
