import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";

export interface KarpenterPolicyArgs {
  /** A plain text: it is part of the keys of conditions. */
  readonly clusterName: string;
  readonly clusterArn: pulumi.Input<string>;
  readonly region: string;
  readonly partition: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly nodeRoleArn: pulumi.Input<string>;
  readonly queueArn: pulumi.Input<string>;
}

/**
 * What the Karpenter controller may do, in the five policies its releases name since 1.9 (one alone outgrew the size AWS
 * allows): it changes only what carries this cluster's tag, and passes on only its own node role. Holds for 1.14: 1.7 added
 * the listing of instance profiles, 1.11 placement groups, 1.12 instance status.
 */
export function karpenterPolicies(args: KarpenterPolicyArgs): Record<string, Statement[]> {
  const { region } = args;
  const owned = `kubernetes.io/cluster/${args.clusterName}`;
  const ec2 = (resource: string, account = "*") =>
    pulumi.interpolate`arn:${args.partition}:ec2:${region}:${account}:${resource}/*`;
  const launched = [
    "fleet",
    "instance",
    "volume",
    "network-interface",
    "launch-template",
    "spot-instances-request",
  ].map((resource) => ec2(resource));
  const requested = {
    [`aws:RequestTag/${owned}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": args.clusterName,
  };
  const existing = { [`aws:ResourceTag/${owned}`]: "owned" };
  const requestedRegion = { "aws:RequestTag/topology.kubernetes.io/region": region };
  const existingRegion = { "aws:ResourceTag/topology.kubernetes.io/region": region };
  const ofPool = { "aws:ResourceTag/karpenter.sh/nodepool": "*" };
  const forPool = { "aws:RequestTag/karpenter.sh/nodepool": "*" };
  const ofClass = { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" };
  const forClass = { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" };

  return {
    "node-lifecycle": [
      {
        sid: "LaunchFrom",
        actions: ["ec2:RunInstances", "ec2:CreateFleet"],
        resources: [
          ec2("image", ""),
          ec2("snapshot", ""),
          ec2("security-group"),
          ec2("subnet"),
          ec2("capacity-reservation"),
          ec2("placement-group"),
        ],
      },
      {
        sid: "LaunchByOwnTemplate",
        actions: ["ec2:RunInstances", "ec2:CreateFleet"],
        resources: [ec2("launch-template")],
        conditions: { StringEquals: existing, StringLike: ofPool },
      },
      {
        sid: "LaunchTagged",
        actions: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
        resources: launched,
        conditions: { StringEquals: requested, StringLike: forPool },
      },
      {
        sid: "TagAtLaunch",
        actions: ["ec2:CreateTags"],
        resources: launched,
        conditions: {
          StringEquals: {
            ...requested,
            "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
          },
          StringLike: forPool,
        },
      },
      {
        sid: "TagOwnInstances",
        actions: ["ec2:CreateTags"],
        resources: [ec2("instance")],
        conditions: {
          StringEquals: existing,
          StringLike: ofPool,
          StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": args.clusterName },
          "ForAllValues:StringEquals": {
            "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
          },
        },
      },
      {
        sid: "EndOwn",
        actions: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
        resources: [ec2("instance"), ec2("launch-template")],
        conditions: { StringEquals: existing, StringLike: ofPool },
      },
    ],
    "iam-integration": [
      {
        sid: "PassNodeRole",
        actions: ["iam:PassRole"],
        resources: [args.nodeRoleArn],
        conditions: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
      {
        sid: "CreateInstanceProfiles",
        actions: ["iam:CreateInstanceProfile"],
        resources: [instanceProfiles(args)],
        conditions: { StringEquals: { ...requested, ...requestedRegion }, StringLike: forClass },
      },
      {
        sid: "TagInstanceProfiles",
        actions: ["iam:TagInstanceProfile"],
        resources: [instanceProfiles(args)],
        conditions: {
          StringEquals: { ...existing, ...existingRegion, ...requested, ...requestedRegion },
          StringLike: { ...ofClass, ...forClass },
        },
      },
      {
        sid: "ChangeOwnInstanceProfiles",
        actions: [
          "iam:AddRoleToInstanceProfile",
          "iam:RemoveRoleFromInstanceProfile",
          "iam:DeleteInstanceProfile",
        ],
        resources: [instanceProfiles(args)],
        conditions: { StringEquals: { ...existing, ...existingRegion }, StringLike: ofClass },
      },
      {
        sid: "ReadInstanceProfiles",
        actions: ["iam:GetInstanceProfile"],
        resources: [instanceProfiles(args)],
      },
      { sid: "ListInstanceProfiles", actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
    ],
    "eks-integration": [
      { sid: "FindEndpoint", actions: ["eks:DescribeCluster"], resources: [args.clusterArn] },
    ],
    interruption: [
      {
        sid: "ReadAnnouncements",
        actions: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        resources: [args.queueArn],
      },
    ],
    "resource-discovery": [
      {
        sid: "ReadRegion",
        actions: [
          "ec2:DescribeCapacityReservations",
          "ec2:DescribeImages",
          "ec2:DescribeInstances",
          "ec2:DescribeInstanceStatus",
          "ec2:DescribeInstanceTypeOfferings",
          "ec2:DescribeInstanceTypes",
          "ec2:DescribeLaunchTemplates",
          "ec2:DescribePlacementGroups",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSpotPriceHistory",
          "ec2:DescribeSubnets",
        ],
        resources: ["*"],
        conditions: { StringEquals: { "aws:RequestedRegion": region } },
      },
      {
        sid: "ReadImageParameters",
        actions: ["ssm:GetParameter"],
        resources: [pulumi.interpolate`arn:${args.partition}:ssm:${region}::parameter/aws/service/*`],
      },
      { sid: "ReadPrices", actions: ["pricing:GetProducts"], resources: ["*"] },
    ],
  };
}

const instanceProfiles = (args: KarpenterPolicyArgs) =>
  pulumi.interpolate`arn:${args.partition}:iam::${args.accountId}:instance-profile/*`;
