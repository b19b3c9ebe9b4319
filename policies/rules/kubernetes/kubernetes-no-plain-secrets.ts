import { containersOf, type Pod, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const secretName = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)$/i;
/** A path, a reference, a boolean or a number is no secret. */
const harmless = /^(\/|\$\(|\$\{|true$|false$|\d+$|arn:|https?:\/\/|file:)|^$/i;

/** Whether a text is the name of a secret that the pod mounts, and no secret itself: a program that watches it asks by name. */
const isMounted = ({ spec }: Pod, text: string): boolean =>
  spec
    .at("volumes")
    .list()
    .some((volume) => volume.at("secret", "secretName").text() === text);

export const kubernetesNoPlainSecrets = resourceRule({
  name: "kubernetes-no-plain-secrets",
  family: "kubernetes",
  title: "No environment variable holds a secret in plain text",
  reasoning:
    "Anyone who may list pods reads it, and it is in the state and in the history of the repository.",
  severity: "critical",
  frameworks: [...cisEks("4.4.1")],
  enforcement: "mandatory",
  remediation: [
    "Read it from a secret that External Secrets or Vault provides, and change the value that was exposed.",
  ],
  url: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        each(value.at("env").list(), (variable) => {
          const name = variable.at("name").text() ?? "";
          if (!secretName.test(name) || variable.at("value").isUnknown) return;
          const text = variable.at("value").text();
          if (text !== undefined && !harmless.test(text) && !isMounted(pod, text))
            fail(`${label}: the value of ${name} is given in plain text.`);
        });
      });
    });
  },
});
