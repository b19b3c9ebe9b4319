import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const opensearchInVpc = resourceRule({
  name: "opensearch-in-vpc",
  family: "network-exposure",
  title: "OpenSearch domains are in a VPC",
  reasoning:
    "A domain outside of one has an address on the internet, and only its access policy between it and everybody.",
  severity: "critical",
  frameworks: [...fsbp("Opensearch.2")],
  enforcement: "mandatory",
  remediation: ["Give vpcOptions.subnetIds; a domain cannot be moved into a VPC later."],
  url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
  types: ["aws:opensearch/domain:Domain"],
  check(view, { fail }) {
    const subnets = view.at("vpcOptions", "subnetIds");
    if (!subnets.isUnknown && subnets.list().length === 0) fail("vpcOptions.subnetIds is not given.");
  },
});
