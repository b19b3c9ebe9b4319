import assert from "node:assert/strict";
import { itRefuses, type RefusedCase, simulatedNetwork } from "./testing/network.ts";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const range = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const reservation = "aws:ec2/subnetCidrReservation:SubnetCidrReservation";
const route = "aws:ec2/route:Route";
const tableAssociation = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const nat = "aws:ec2/natGateway:NatGateway";

const refused: RefusedCase[] = [
  ["a VPC of /15", vpc, () => ({ cidrBlock: "10.0.0.0/15" }), "cidrBlock", /\/16 to \/28/],
  [
    "a subnet outside its VPC",
    subnet,
    ({ vpcId }) => ({ vpcId, cidrBlock: "10.2.0.0/24" }),
    "cidrBlock",
    /within those of vpc-\w+: 10\.0\.0\.0\/16/,
  ],
  [
    "a subnet where another is",
    subnet,
    ({ vpcId }) => ({ vpcId, cidrBlock: "10.0.0.0/25" }),
    "cidrBlock",
    /does not overlap subnet \(10\.0\.0\.0\/24\)/,
  ],
  [
    "a zone of another region",
    subnet,
    ({ vpcId }) => ({ vpcId, cidrBlock: "10.0.9.0/24", availabilityZone: "eu-west-1a" }),
    "availabilityZone",
    /a zone of us-east-1/,
  ],
  [
    "IPv6 in a VPC without",
    subnet,
    ({ vpcId }) => ({ vpcId, cidrBlock: "10.0.9.0/24", ipv6CidrBlock: "2600:1f18:1:1a00::/64" }),
    "ipv6CidrBlock",
    /the IPv6 block that the VPC lacks/,
  ],
  [
    "a range the VPC has",
    range,
    ({ vpcId }) => ({ vpcId, cidrBlock: "10.0.128.0/17" }),
    "cidrBlock",
    /not overlap/,
  ],
  [
    "a reservation outside its subnet",
    reservation,
    ({ subnetId }) => ({ subnetId, cidrBlock: "10.0.5.0/28", reservationType: "prefix" }),
    "cidrBlock",
    /within 10\.0\.0\.0\/24/,
  ],
  [
    "a reservation too small for a prefix",
    reservation,
    ({ subnetId }) => ({ subnetId, cidrBlock: "10.0.0.0/29", reservationType: "prefix" }),
    "cidrBlock",
    /\/28 or larger/,
  ],
  [
    "a reservation where another is",
    reservation,
    ({ subnetId }) => ({ subnetId, cidrBlock: "10.0.0.128/26", reservationType: "explicit" }),
    "cidrBlock",
    /does not overlap reservation/,
  ],
  [
    "a route in a table that does not exist",
    route,
    ({ gatewayId }) => ({
      routeTableId: "rtb-00000000000000000",
      destinationCidrBlock: "10.9.0.0/16",
      gatewayId,
    }),
    "routeTableId",
    /a resource that exists/,
  ],
  [
    "a route with two targets",
    route,
    ({ tableId, gatewayId, natId }) => ({
      routeTableId: tableId,
      destinationCidrBlock: "10.9.0.0/16",
      gatewayId,
      natGatewayId: natId,
    }),
    "(target)",
    /exactly one of/,
  ],
  [
    "a second route to one place",
    route,
    ({ tableId, natId }) => ({
      routeTableId: tableId,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: natId,
    }),
    "destinationCidrBlock",
    /that route does not have/,
  ],
  [
    "a route to a Transit Gateway that is not attached",
    route,
    ({ tableId }) => ({
      routeTableId: tableId,
      destinationCidrBlock: "10.9.0.0/16",
      transitGatewayId: "tgw-0123456789abcdef0",
    }),
    "transitGatewayId",
    /that vpc-\w+ is attached to/,
  ],
  [
    "a second table for a subnet",
    tableAssociation,
    ({ subnetId, tableId }) => ({ subnetId, routeTableId: tableId }),
    "subnetId",
    /association gives it one/,
  ],
  [
    "a table of another VPC",
    tableAssociation,
    ({ otherSubnetId, tableId }) => ({ subnetId: otherSubnetId, routeTableId: tableId }),
    "subnetId",
    /one that is in vpc-/,
  ],
  [
    "a public NAT gateway without address",
    nat,
    ({ subnetId }) => ({ subnetId }),
    "allocationId",
    /an Elastic IP/,
  ],
  [
    "two NAT gateways with one address",
    nat,
    ({ sameZoneId, addressId }) => ({ subnetId: sameZoneId, allocationId: addressId }),
    "allocationId",
    /that nat does not have/,
  ],
  [
    "NAT where there is no internet gateway",
    nat,
    ({ otherSubnetId }) => ({ subnetId: otherSubnetId, allocationId: undefined }),
    "subnetId",
    /internet gateway; vpc-\w+ has none/,
  ],
];

describe("simulated addresses and routes are refused:", () => {
  itRefuses(refused);

  it("the deletion of a VPC that still has subnets, naming them", () => {
    const { cloud, ids } = simulatedNetwork();
    assert.throws(() => cloud.delete(ids.vpcId, vpc), /once these are gone: .*subnet/);
  });
});

describe("the simulated cloud in another region", () => {
  it("has that region's zones, and shares what exists", () => {
    const { cloud, ids } = simulatedNetwork();
    const west = cloud.in("us-west-2");
    const make = (availabilityZone: string) =>
      west.create(`urn:pulumi:test::network::${subnet}::west-${availabilityZone}`, subnet, {
        vpcId: ids.vpcId,
        cidrBlock: "10.0.20.0/24",
        availabilityZone,
      });
    assert.throws(() => make("us-east-1a"), /a zone of us-west-2/);
    assert.match(String(make("us-west-2a").outputs.arn), /:us-west-2:/);
  });
});
