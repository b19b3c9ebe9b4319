import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const group = "aws:ec2/securityGroup:SecurityGroup";
const vpc = "aws:ec2/vpc:Vpc";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const open = (fromPort: number, toPort = fromPort, cidr = "0.0.0.0/0") => ({
  ingress: [{ protocol: "tcp", fromPort, toPort, cidrBlocks: [cidr] }],
});

export const cases: readonly RuleCases[] = [
  {
    rule: "ec2-admin-ports-closed",
    type: group,
    good: {
      HTTPS: open(443),
      "SSH from an office": open(22, 22, "203.0.113.0/24"),
      ping: { ingress: [{ protocol: "icmp", fromPort: 8, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
      "everything from its own members": {
        ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
      },
      "an egress rule": [
        resource("aws:ec2/securityGroupRule:SecurityGroupRule", "out", {
          type: "egress",
          protocol: "-1",
          cidrBlocks: ["0.0.0.0/0"],
        }),
      ],
      "nodes that a group may reach": [
        resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
          remoteAccess: { ec2SshKey: "ops", sourceSecurityGroupIds: ["sg-1"] },
        }),
      ],
    },
    bad: {
      SSH: open(22),
      "a range that holds RDP": open(3000, 4000),
      "every protocol": { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
      "over IPv6": { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ipv6CidrBlocks: ["::/0"] }] },
      "the internet in two halves": {
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
      },
      "a rule of its own": [
        resource("aws:ec2/securityGroupRule:SecurityGroupRule", "ssh", {
          type: "ingress",
          protocol: "tcp",
          fromPort: 22,
          toPort: 22,
          cidrBlocks: ["0.0.0.0/0"],
        }),
      ],
      "a rule of the newer kind": [
        resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "all", {
          ipProtocol: "-1",
          cidrIpv4: "0.0.0.0/0",
        }),
      ],
      "nodes with a key and no group": [
        resource("aws:eks/nodeGroup:NodeGroup", "nodes", { remoteAccess: { ec2SshKey: "ops" } }),
      ],
      "beside a rule that is not known": {
        ingress: [
          { protocol: "tcp", fromPort: unknown, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
          ...open(22).ingress,
        ],
      },
    },
    deferred: {
      "addresses not known": {
        ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: unknown }],
      },
    },
  },
  {
    rule: "ec2-internet-ingress-authorised",
    type: group,
    good: {
      web: { ingress: [...open(443).ingress, ...open(80).ingress] },
      "a database, from inside": open(5432, 5432, "10.0.0.0/8"),
    },
    bad: {
      PostgreSQL: open(5432),
      Kafka: open(9092, 9098),
      "a range around HTTPS": open(400, 500),
      "Elasticsearch, a rule of the newer kind": [
        resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "es", {
          ipProtocol: "tcp",
          fromPort: 9200,
          toPort: 9200,
          cidrIpv6: "::/0",
        }),
      ],
    },
    deferred: {
      "port not known": {
        ingress: [{ protocol: "tcp", fromPort: unknown, toPort: unknown, cidrBlocks: ["0.0.0.0/0"] }],
      },
    },
  },
  {
    rule: "ec2-default-security-group-closed",
    good: {
      closed: [
        resource(vpc, "main"),
        resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "none", {}, { vpcId: "main" }),
      ],
    },
    bad: {
      "left alone": [resource(vpc, "main", { cidrBlock: "10.0.0.0/16" })],
      "open inside": [
        resource(vpc, "main"),
        resource(
          "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          "open",
          { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
          { vpcId: "main" },
        ),
      ],
    },
    deferred: {
      "rules not known": [
        resource(vpc, "main"),
        resource(
          "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
          "none",
          { ingress: unknown },
          { vpcId: "main" },
        ),
      ],
    },
  },
  {
    rule: "ec2-no-public-ip",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: {
      "nothing said": {},
      "said not to, as text": { networkInterfaces: [{ associatePublicIpAddress: "false" }] },
      "a cluster": [resource("eks:index:Cluster", "main", { nodeAssociatePublicIpAddress: false })],
    },
    bad: {
      "as text": { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
      "an instance": [resource("aws:ec2/instance:Instance", "node", { associatePublicIpAddress: true })],
      "a cluster's nodes": [resource("eks:index:Cluster", "main", { nodeAssociatePublicIpAddress: true })],
    },
    deferred: { "not known yet": { networkInterfaces: [{ associatePublicIpAddress: unknown }] } },
  },
  {
    rule: "ec2-subnet-no-public-ip",
    type: "aws:ec2/subnet:Subnet",
    good: { "by default": { cidrBlock: "10.0.0.0/24" }, "said not to": { mapPublicIpOnLaunch: false } },
    bad: { "by itself": { mapPublicIpOnLaunch: true } },
    deferred: { "not known yet": { mapPublicIpOnLaunch: unknown } },
  },
  {
    rule: "ec2-endpoint-service-accepts",
    type: "aws:ec2/vpcEndpointService:VpcEndpointService",
    good: { "by hand": { acceptanceRequired: true, allowedPrincipals: ["arn:aws:iam::123456789012:root"] } },
    bad: {
      "by itself": { acceptanceRequired: false },
      everybody: { acceptanceRequired: true, allowedPrincipals: ["*"] },
    },
    deferred: { "not known yet": { acceptanceRequired: unknown } },
  },
  {
    rule: "rds-not-public",
    type: "aws:rds/instance:Instance",
    good: { "by default": {}, "said not to": { publiclyAccessible: false } },
    bad: {
      public: { publiclyAccessible: true },
      "a member of a cluster": [
        resource("aws:rds/clusterInstance:ClusterInstance", "i", { publiclyAccessible: true }),
      ],
      "a warehouse": [
        resource("aws:redshiftserverless/workgroup:Workgroup", "w", { publiclyAccessible: true }),
      ],
    },
    deferred: { "not known yet": { publiclyAccessible: unknown } },
  },
  {
    rule: "redshift-enhanced-routing",
    type: "aws:redshift/cluster:Cluster",
    good: { on: { enhancedVpcRouting: true } },
    bad: {
      "by default it is not": {},
      "a workgroup": [resource("aws:redshiftserverless/workgroup:Workgroup", "w", {})],
    },
    deferred: { "not known yet": { enhancedVpcRouting: unknown } },
  },
  {
    rule: "msk-not-public",
    type: "aws:msk/cluster:Cluster",
    good: {
      IAM: { clientAuthentication: { sasl: { iam: true } } },
      certificates: { clientAuthentication: { tls: { certificateAuthorityArns: unknown } } },
    },
    bad: {
      "no login at all": {},
      "anonymous too": { clientAuthentication: { sasl: { iam: true }, unauthenticated: true } },
      public: {
        clientAuthentication: { sasl: { iam: true } },
        brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } },
      },
    },
    deferred: { "not known yet": { clientAuthentication: unknown } },
  },
  {
    rule: "opensearch-in-vpc",
    type: "aws:opensearch/domain:Domain",
    good: {
      "subnets of the stack": { vpcOptions: { subnetIds: unknown } },
      subnets: { vpcOptions: { subnetIds: ["subnet-1"] } },
    },
    bad: { "on the internet": { domainName: "logs" } },
  },
  {
    rule: "eks-endpoint-restricted",
    type: "aws:eks/cluster:Cluster",
    good: {
      private: { vpcConfig: { endpointPublicAccess: false, endpointPrivateAccess: true } },
      "listed addresses": {
        vpcConfig: {
          endpointPublicAccess: true,
          endpointPrivateAccess: true,
          publicAccessCidrs: ["203.0.113.0/24"],
        },
      },
      "the component": [
        resource("eks:index:Cluster", "c", { endpointPublicAccess: false, endpointPrivateAccess: true }),
      ],
    },
    bad: {
      "the default": { vpcConfig: { subnetIds: unknown } },
      "everybody, said so": { vpcConfig: { endpointPrivateAccess: true, publicAccessCidrs: ["0.0.0.0/0"] } },
      "nodes through the internet": { vpcConfig: { publicAccessCidrs: ["203.0.113.0/24"] } },
      "the component": [resource("eks:index:Cluster", "c", { version: "1.35" })],
    },
    deferred: { "not known yet": { vpcConfig: { endpointPublicAccess: unknown } } },
  },
  {
    rule: "lb-waf-attached",
    good: {
      attached: [
        resource(balancer, "web"),
        resource("aws:wafv2/webAclAssociation:WebAclAssociation", "a", {}, { resourceArn: "web" }),
      ],
      internal: [resource(balancer, "web", { internal: true })],
      "a network load balancer": [resource(balancer, "web", { loadBalancerType: "network" })],
    },
    bad: {
      none: [resource(balancer, "web", { loadBalancerType: "application" })],
      "another's": [
        resource(balancer, "web"),
        resource(balancer, "api"),
        resource("aws:wafv2/webAclAssociation:WebAclAssociation", "a", {}, { resourceArn: "api" }),
      ],
    },
    deferred: { "not known yet": [resource(balancer, "web", { internal: unknown })] },
  },
  {
    rule: "waf-acl-not-empty",
    type: "aws:wafv2/webAcl:WebAcl",
    good: {
      rules: { defaultAction: { allow: {} }, rules: [{ name: "common", priority: 0 }] },
      "blocks by default": { defaultAction: { block: {} } },
    },
    bad: { empty: { defaultAction: { allow: {} }, rules: [] } },
    deferred: { "not known yet": { defaultAction: { allow: {} }, rules: unknown } },
  },
  {
    rule: "lb-hardened",
    type: balancer,
    good: {
      drops: { dropInvalidHeaderFields: true },
      "a network load balancer": { loadBalancerType: "network" },
    },
    bad: {
      "by default it does not": {},
      "only watches": { dropInvalidHeaderFields: true, desyncMitigationMode: "monitor" },
    },
    deferred: { "not known yet": { dropInvalidHeaderFields: unknown } },
  },
];
