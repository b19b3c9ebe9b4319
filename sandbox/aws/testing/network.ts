import assert from "node:assert/strict";
import { simulatedCloud } from "../../cloud.ts";
import { Refused } from "../../core/errors.ts";
import type { Properties } from "../../core/properties.ts";

/** A VPC with what a network has, to which each case adds one thing that is wrong. */
export function simulatedNetwork() {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const make = (token: string, name: string, inputs: Properties) =>
    cloud.create(`urn:pulumi:test::network::${token}::${name}`, token, inputs).id;
  const vpc = (name: string, inputs: Properties) =>
    make("aws:ec2/vpc:Vpc", name, { enableDnsHostnames: true, enableDnsSupport: true, ...inputs });
  const vpcId = vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const otherVpcId = vpc("other", { cidrBlock: "10.1.0.0/16" });
  const subnetOf = (name: string, inputs: Properties) => make("aws:ec2/subnet:Subnet", name, inputs);
  const zone = { availabilityZone: "us-east-1a" };
  const ids = {
    vpcId,
    otherVpcId,
    subnetId: subnetOf("subnet", { vpcId, cidrBlock: "10.0.0.0/24", ...zone }),
    sameZoneId: subnetOf("same-zone", { vpcId, cidrBlock: "10.0.1.0/24", ...zone }),
    otherSubnetId: subnetOf("other-subnet", { vpcId: otherVpcId, cidrBlock: "10.1.0.0/24", ...zone }),
    gatewayId: make("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId }),
    addressId: make("aws:ec2/eip:Eip", "address", { domain: "vpc" }),
    tableId: make("aws:ec2/routeTable:RouteTable", "table", { vpcId }),
    groupId: make("aws:ec2/securityGroup:SecurityGroup", "group", { vpcId }),
    otherGroupId: make("aws:ec2/securityGroup:SecurityGroup", "other-group", { vpcId: otherVpcId }),
  };
  const natId = make("aws:ec2/natGateway:NatGateway", "nat", {
    subnetId: ids.subnetId,
    allocationId: ids.addressId,
  });
  make("aws:ec2/route:Route", "route", {
    routeTableId: ids.tableId,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: ids.gatewayId,
  });
  make("aws:ec2/subnetCidrReservation:SubnetCidrReservation", "reservation", {
    subnetId: ids.subnetId,
    cidrBlock: "10.0.0.128/25",
    reservationType: "prefix",
  });
  make("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
    subnetId: ids.subnetId,
    routeTableId: ids.tableId,
  });
  return { cloud, make, ids: { ...ids, natId } };
}

export type Ids = ReturnType<typeof simulatedNetwork>["ids"];

/** What is made, its type, its inputs, the property that is refused, and what the message says is allowed. */
export type RefusedCase = [string, string, (ids: Ids) => Properties, string, RegExp];

/** One test for each case: the resource is named, and the property with what is allowed. */
export function itRefuses(cases: readonly RefusedCase[]): void {
  for (const [what, type, inputs, property, allowed] of cases) {
    it(what, () => {
      const { make, ids } = simulatedNetwork();
      assert.throws(
        () => make(type, "wrong", inputs(ids)),
        (error) => {
          assert.ok(error instanceof Refused, String(error));
          assert.match(error.message, /^wrong \(aws:/);
          const problem = error.problems.find((candidate) => candidate.property === property);
          assert.ok(problem, `${property} is not among ${error.message}`);
          assert.match(problem.allowed, allowed);
          return true;
        },
      );
    });
  }
}
