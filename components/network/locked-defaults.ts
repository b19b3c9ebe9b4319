import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Takes over what AWS makes with every VPC, so that nothing falls back on something open: the default security group
 * has no rule, the default route table no way out, and the default network ACL, which all subnets keep, refuses SSH
 * from outside the VPC.
 *
 * RDP's port is not refused there: an ACL is stateless and NAT uses 1,024 to 65,535 for answers, 3389 among them.
 * Nothing listens on it, and security groups close it. Free of charge.
 */
export function lockDefaults(
  name: string,
  vpc: aws.ec2.Vpc,
  vpcCidrs: readonly string[],
  ipv6: boolean,
  parent: pulumi.Resource,
): void {
  const tags = (role: string) => ({ Name: `${name}-${role}` });
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-security-group`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: tags("default-unused") },
    { parent },
  );
  new aws.ec2.DefaultRouteTable(
    `${name}-default-route-table`,
    { defaultRouteTableId: vpc.defaultRouteTableId, routes: [], tags: tags("default-unused") },
    { parent },
  );
  const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
  const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, action: "deny" };
  const anywhere = { ...everything, ruleNo: 200, action: "allow", cidrBlock: "0.0.0.0/0" };
  const anywhereIpv6 = { ...everything, ruleNo: 201, action: "allow", ipv6CidrBlock: "::/0" };
  new aws.ec2.DefaultNetworkAcl(
    `${name}-default-network-acl`,
    {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      ingress: [
        ...vpcCidrs.map((cidrBlock, index) => ({
          ...everything,
          ruleNo: 10 + index,
          action: "allow",
          cidrBlock,
        })),
        { ...ssh, ruleNo: 100, cidrBlock: "0.0.0.0/0" },
        anywhere,
        ...(ipv6 ? [{ ...ssh, ruleNo: 101, ipv6CidrBlock: "::/0" }, anywhereIpv6] : []),
      ],
      egress: [anywhere, ...(ipv6 ? [anywhereIpv6] : [])],
      tags: tags("default"),
    },
    // AWS moves subnets into this ACL by itself, when they are made; that is no drift.
    { parent, ignoreChanges: ["subnetIds"] },
  );
}
