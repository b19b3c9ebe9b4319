import { stackRule } from "../../rule.ts";

export const pulumiDataKept = stackRule({
  name: "pulumi-data-kept",
  family: "backup",
  title: "A change replaces or deletes nothing that holds data",
  reasoning:
    "A replacement looks like any other line of a preview, and what was in the old database does not come back.",
  severity: "critical",
  frameworks: [],
  enforcement: { development: "advisory", staging: "mandatory", production: "mandatory" },
  remediation: [
    "Take the change back, or save the data, and waive the rule for this resource with the reason and an owner.",
    "See aip plan --against for the property that makes it a replacement.",
  ],
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  types: ["*"],
  ofChange: true,
  check(_stack, { environment, fail, notApplicable }) {
    if (environment.losses === undefined) return notApplicable("there is nothing to compare with");
    for (const { urn, how } of environment.losses) fail(`It holds data and is ${how}.`, urn);
  },
});
