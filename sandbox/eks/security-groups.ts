import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;

export interface GroupArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly tags: Tags;
  /** Tags of this group alone. */
  readonly groupTags: Tags;
}

/** The group of the control plane, which may reach everything. */
export function clusterGroup(name: string, args: GroupArgs, parent: pulumi.Resource): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-eksClusterSecurityGroup`,
    {
      vpcId: args.vpcId,
      revokeRulesOnDelete: true,
      tags: pulumi
        .all([args.tags, args.groupTags])
        .apply(([tags, own]) => ({ Name: `${name}-eksClusterSecurityGroup`, ...own, ...tags })),
    },
    { parent },
  );
  new aws.ec2.SecurityGroupRule(
    `${name}-eksClusterInternetEgressRule`,
    {
      ...everything("egress", "Allow internet access."),
      cidrBlocks: ["0.0.0.0/0"],
      securityGroupId: group.id,
    },
    { parent },
  );
  return group;
}

export interface NodeGroupArgs extends GroupArgs {
  readonly clusterGroupId: pulumi.Input<string>;
  readonly clusterName: pulumi.Input<string>;
}

/** The group of the nodes, and the rule that lets them reach the control plane. */
export function nodeGroup(
  name: string,
  args: NodeGroupArgs,
  parent: pulumi.Resource,
): { group: aws.ec2.SecurityGroup; clusterIngress: aws.ec2.SecurityGroupRule } {
  const group = new aws.ec2.SecurityGroup(
    `${name}-nodeSecurityGroup`,
    {
      vpcId: args.vpcId,
      revokeRulesOnDelete: true,
      tags: pulumi.all([args.tags, args.groupTags, args.clusterName]).apply(([tags, own, cluster]) => ({
        Name: `${name}-nodeSecurityGroup`,
        [`kubernetes.io/cluster/${cluster}`]: "owned",
        ...own,
        ...tags,
      })),
    },
    { parent },
  );
  const rule = (role: string, rest: aws.ec2.SecurityGroupRuleArgs) =>
    new aws.ec2.SecurityGroupRule(`${name}-${role}`, rest, { parent });
  const fromControlPlane = (description: string, fromPort: number, toPort: number) => ({
    description,
    type: "ingress",
    fromPort,
    toPort,
    protocol: "tcp",
    securityGroupId: group.id,
    sourceSecurityGroupId: args.clusterGroupId,
  });
  rule("eksNodeIngressRule", {
    ...everything("ingress", "Allow nodes to communicate with each other"),
    securityGroupId: group.id,
    self: true,
  });
  rule(
    "eksNodeClusterIngressRule",
    fromControlPlane(
      "Allow worker Kubelets and pods to receive communication from the cluster control plane",
      1025,
      65535,
    ),
  );
  rule(
    "eksExtApiServerClusterIngressRule",
    fromControlPlane(
      "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
      443,
      443,
    ),
  );
  rule("eksNodeInternetEgressRule", {
    ...everything("egress", "Allow internet access."),
    cidrBlocks: ["0.0.0.0/0"],
    securityGroupId: group.id,
  });
  const clusterIngress = rule("eksClusterIngressRule", {
    description: "Allow pods to communicate with the cluster API Server",
    type: "ingress",
    fromPort: 443,
    toPort: 443,
    protocol: "tcp",
    securityGroupId: args.clusterGroupId,
    sourceSecurityGroupId: group.id,
  });
  return { group, clusterIngress };
}

const everything = (type: string, description: string) => ({
  description,
  type,
  fromPort: 0,
  toPort: 0,
  protocol: "-1",
});
