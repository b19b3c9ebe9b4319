import assert from "node:assert/strict";
import type { Properties } from "../core/properties.ts";
import { type Ids, itRefuses, type RefusedCase, simulatedNetwork } from "./testing/network.ts";

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const acl = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const flowLog = "aws:ec2/flowLog:FlowLog";
const peering = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const attachment = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
const interfaceEndpoint = (ids: Ids): Properties => ({
  vpcId: ids.vpcId,
  vpcEndpointType: "Interface",
  serviceName: "com.amazonaws.us-east-1.sts",
  subnetIds: [ids.subnetId],
  securityGroupIds: [ids.groupId],
  privateDnsEnabled: true,
});

const refused: RefusedCase[] = [
  [
    "a group named like an id",
    group,
    ({ vpcId }) => ({ vpcId, name: "sg-web" }),
    "name",
    /not starting with sg-/,
  ],
  [
    "a rule with a port beyond 65535",
    ingress,
    ({ groupId }) => ({ securityGroupId: groupId, ...https, toPort: 70_000, cidrIpv4: "10.0.0.0/16" }),
    "toPort",
    /0 to 65535/,
  ],
  [
    "a rule whose ports run backwards",
    ingress,
    ({ groupId }) => ({ securityGroupId: groupId, ...https, toPort: 80, cidrIpv4: "10.0.0.0/16" }),
    "toPort",
    /443 or above/,
  ],
  [
    "a rule with two sources",
    ingress,
    ({ groupId }) => ({ securityGroupId: groupId, ...https, cidrIpv4: "10.0.0.0/16", cidrIpv6: "::/0" }),
    "(source)",
    /exactly one of/,
  ],
  [
    "a rule from a block with host bits",
    ingress,
    ({ groupId }) => ({ securityGroupId: groupId, ...https, cidrIpv4: "10.0.0.1/16" }),
    "cidrIpv4",
    /no host bits/,
  ],
  [
    "ACL rules of one number",
    acl,
    () => {
      const rule = {
        ruleNo: 100,
        action: "allow",
        protocol: "-1",
        fromPort: 0,
        toPort: 0,
        cidrBlock: "0.0.0.0/0",
      };
      return { defaultNetworkAclId: undefined, ingress: [rule, rule] };
    },
    "ingress[1].ruleNo",
    /no other rule has/,
  ],
  [
    "an endpoint to a service that is none",
    endpoint,
    (ids) => ({ ...interfaceEndpoint(ids), serviceName: "com.amazonaws.us-east-1.stss" }),
    "serviceName",
    /one of .*sts/,
  ],
  [
    "an endpoint to another region's service",
    endpoint,
    (ids) => ({ ...interfaceEndpoint(ids), serviceName: "com.amazonaws.eu-west-1.sts" }),
    "serviceName",
    /com\.amazonaws\.us-east-1\./,
  ],
  [
    "an endpoint twice in a zone",
    endpoint,
    (ids) => ({ ...interfaceEndpoint(ids), subnetIds: [ids.subnetId, ids.sameZoneId] }),
    "subnetIds[1]",
    /one subnet a zone/,
  ],
  [
    "an endpoint guarded by another VPC's group",
    endpoint,
    (ids) => ({ ...interfaceEndpoint(ids), securityGroupIds: [ids.otherGroupId] }),
    "securityGroupIds[0]",
    /one that is in vpc-/,
  ],
  [
    "a gateway endpoint with subnets",
    endpoint,
    ({ vpcId, subnetId }) => ({ vpcId, serviceName: "com.amazonaws.us-east-1.s3", subnetIds: [subnetId] }),
    "subnetIds",
    /nothing, for type Gateway/,
  ],
  [
    "an endpoint with a policy that is none",
    endpoint,
    (ids) => ({ ...interfaceEndpoint(ids), policy: "{}" }),
    "policy.Version",
    /2012-10-17/,
  ],
  [
    "a flow log of nothing",
    flowLog,
    () => ({ logDestinationType: "s3", logDestination: "arn:aws:s3:::logs" }),
    "(subject)",
    /exactly one of vpcId/,
  ],
  [
    "a flow log to CloudWatch without a role",
    flowLog,
    ({ vpcId }) => ({ vpcId, trafficType: "ALL" }),
    "iamRoleArn",
    /may write to the log group/,
  ],
  [
    "a flow log of a field in the wrong form",
    flowLog,
    ({ vpcId }) => ({ vpcId, logDestinationType: "s3", logFormat: "srcaddr" }),
    "logFormat",
    /separated by a space/,
  ],
  ["peering with oneself", peering, ({ vpcId }) => ({ vpcId, peerVpcId: vpcId }), "peerVpcId", /another VPC/],
  [
    "accepting for another account",
    peering,
    ({ vpcId }) => ({
      vpcId,
      peerVpcId: "vpc-0123456789abcdef0",
      peerOwnerId: "210987654321",
      autoAccept: true,
    }),
    "autoAccept",
    /has to accept itself/,
  ],
  [
    "a Transit Gateway that is none",
    attachment,
    ({ vpcId, subnetId }) => ({ vpcId, subnetIds: [subnetId], transitGatewayId: "transit" }),
    "transitGatewayId",
    /tgw-…/,
  ],
];

describe("simulated guards, endpoints, logs and connections are refused:", () => {
  itRefuses(refused);

  it("peers whose addresses overlap", () => {
    const { make, ids } = simulatedNetwork();
    const twin = make("aws:ec2/vpc:Vpc", "twin", { cidrBlock: "10.0.0.0/20" });
    assert.throws(() => make(peering, "wrong", { vpcId: ids.vpcId, peerVpcId: twin }), /do not overlap/);
  });

  it("a second endpoint with the private name of one service", () => {
    const { make, ids } = simulatedNetwork();
    make(endpoint, "first", interfaceEndpoint(ids));
    assert.throws(() => make(endpoint, "wrong", interfaceEndpoint(ids)), /because first has/);
  });
});
