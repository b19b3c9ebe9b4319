import { stackRule } from "../../rule.ts";

const nat = "aws:ec2/natGateway:NatGateway";

export const ec2NatSharedInDevelopment = stackRule({
  name: "ec2-nat-shared-in-development",
  family: "cost",
  title: "Outside production a VPC has one NAT gateway at most",
  reasoning:
    "A gateway for each zone buys availability that an environment for trying things out does not need.",
  severity: "medium",
  frameworks: [],
  enforcement: { development: "mandatory", staging: "advisory", production: "disabled" },
  remediation: ["Set platform:network.nat to single, or to none where endpoints are enough."],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
  types: [nat],
  check(stack, { fail }) {
    const gateways = stack.ofType(nat);
    // A gateway belongs to the VPC of its subnet; without the subnet in sight all count as of one.
    const vpcs = Math.max(1, stack.ofType("aws:ec2/vpc:Vpc").length);
    if (gateways.length > vpcs) {
      fail(`There are ${gateways.length} NAT gateways for ${vpcs} VPC; one for each VPC is allowed.`);
    }
  },
});
