import { fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const redshiftEncrypted = resourceRule({
  name: "redshift-encrypted",
  family: "encryption",
  title: "Redshift clusters are encrypted",
  reasoning: "A warehouse gathers what many systems keep apart; its blocks and snapshots are worth the most.",
  severity: "high",
  frameworks: [...fsbp("Redshift.10"), ...pci("3.5.1")],
  enforcement: "mandatory",
  remediation: ["Leave encrypted out, or set it to true, and name a key in kmsKeyId."],
  url: "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
  types: ["aws:redshift/cluster:Cluster"],
  check(view, { fail }) {
    if (view.at("encrypted").flag() === false) fail("encrypted is false.");
  },
});
