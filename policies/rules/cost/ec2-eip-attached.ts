import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { stackRule } from "../../rule.ts";

const eip = "aws:ec2/eip:Eip";

/** What may hold an address, and the property that names it. */
const holders: readonly (readonly [property: string, type: string])[] = [
  ["allocationId", "aws:ec2/natGateway:NatGateway"],
  ["allocationId", "aws:ec2/eipAssociation:EipAssociation"],
  ["allocationId", "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation"],
];

const listHolders = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];

const isHeld = (stack: StackView, address: ResourceView): boolean =>
  holders.some(([property, type]) => stack.referring(address, property, type).length > 0) ||
  stack
    .ofType(...listHolders)
    .some(
      ({ resource }) =>
        resource.dependsOn.includes(address.urn) ||
        (resource.propertyDependencies?.subnetMappings ?? []).includes(address.urn),
    );

export const ec2EipAttached = stackRule({
  name: "ec2-eip-attached",
  family: "cost",
  title: "Elastic IP addresses belong to something",
  reasoning: "A public IPv4 address is billed by the hour, used or not.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Attach the address or take it away."],
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html",
  types: [eip],
  check(stack, { each, fail }) {
    each(stack.ofType(eip), (address) => {
      const own = ["instance", "networkInterface", "customerOwnedIpv4Pool"];
      if (own.some((property) => address.at(property).isSet) || isHeld(stack, address)) return;
      fail("Nothing uses the address.", address.urn);
    });
  },
});
