import { fsbp, hipaa, pci } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const secret = "aws:secretsmanager/secret:Secret";

export const secretsmanagerRotated = stackRule({
  name: "secretsmanager-rotated",
  family: "identity",
  title: "Secrets rotate",
  reasoning: "A secret that never changes is shared with everybody who ever saw it.",
  severity: "medium",
  frameworks: [
    ...fsbp("SecretsManager.1", "SecretsManager.4"),
    ...pci("8.3.5"),
    ...hipaa("164.308(a)(4)(ii)(B)"),
  ],
  enforcement: "advisory",
  remediation: [
    "Add an aws.secretsmanager.SecretRotation, or let the service that owns the secret manage it.",
  ],
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  types: [secret],
  check(stack, { fail, each }) {
    each(stack.ofType(secret), (view) => {
      if (
        stack.referring(view, "secretId", "aws:secretsmanager/secretRotation:SecretRotation").length === 0
      ) {
        fail("Nothing rotates the secret.", view.urn);
      }
    });
  },
});
