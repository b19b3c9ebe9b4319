import { resourceRule } from "../../rule.ts";

export const pulumiDataProtected = resourceRule({
  name: "pulumi-data-protected",
  family: "backup",
  title: "Resources that hold data are protected in Pulumi",
  reasoning: "Pulumi's protect stops a replacement or a destroy before anything else has been touched.",
  severity: "medium",
  frameworks: [],
  enforcement: { development: "disabled", staging: "disabled", production: "advisory" },
  remediation: ["Set the resource option protect."],
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  types: [
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:redshift/cluster:Cluster",
    "aws:efs/fileSystem:FileSystem",
    "aws:kms/key:Key",
    "aws:opensearch/domain:Domain",
    "aws:msk/cluster:Cluster",
  ],
  check(view, { fail }) {
    if (!view.resource.protect) fail("The resource option protect is not set.");
  },
});
