import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import type { ControllerContext } from "./context.ts";

/** The tag the controller puts on everything it makes. */
const clusterTag = "elbv2.k8s.aws/cluster";

/**
 * What the load balancer controller may do: read what it has to find, create what carries its cluster's tag, and change
 * only that. Rules of security groups are the exception, as it opens the nodes' own group to its load balancers; they are
 * limited to the VPC. Read from the actions that
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json lists.
 */
export function loadBalancerStatements(context: ControllerContext): Statement[] {
  const asked = { StringEquals: { [`aws:RequestTag/${clusterTag}`]: context.clusterName } };
  const owned = { StringEquals: { [`aws:ResourceTag/${clusterTag}`]: context.clusterName } };
  const balancers = [
    "arn:*:elasticloadbalancing:*:*:loadbalancer/app/*/*",
    "arn:*:elasticloadbalancing:*:*:loadbalancer/net/*/*",
  ];
  const targetGroups = "arn:*:elasticloadbalancing:*:*:targetgroup/*/*";
  const listeners = ["listener", "listener-rule"].flatMap((kind) =>
    ["app", "net"].map((form) => `arn:*:elasticloadbalancing:*:*:${kind}/${form}/*/*/*`),
  );
  return [
    {
      sid: "Read",
      actions: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeCoipPools",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeIpamPools",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "ec2:GetCoipPoolUsage",
        "ec2:GetSecurityGroupsForVpc",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListenerCertificates",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeSSLPolicies",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:DescribeTrustStores",
        "acm:ListCertificates",
        "acm:DescribeCertificate",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
      ],
      resources: ["*"],
    },
    {
      sid: "ServiceLinkedRole",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["arn:*:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/*"],
      conditions: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
    {
      sid: "AttachFirewall",
      actions: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"],
      resources: ["arn:*:wafv2:*:*:regional/webacl/*/*", ...balancers],
    },
    {
      sid: "OpenSecurityGroups",
      actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
      resources: ["arn:*:ec2:*:*:security-group/*"],
      conditions: { ArnLike: { "ec2:Vpc": pulumi.interpolate`arn:*:ec2:*:*:vpc/${context.vpcId}` } },
    },
    {
      sid: "CreateSecurityGroups",
      actions: ["ec2:CreateSecurityGroup"],
      resources: ["arn:*:ec2:*:*:security-group/*"],
      conditions: asked,
    },
    {
      sid: "CreateSecurityGroupsInVpc",
      actions: ["ec2:CreateSecurityGroup"],
      resources: [pulumi.interpolate`arn:*:ec2:*:*:vpc/${context.vpcId}`],
    },
    {
      sid: "TagNewSecurityGroups",
      actions: ["ec2:CreateTags"],
      resources: ["arn:*:ec2:*:*:security-group/*"],
      conditions: { StringEquals: { ...asked.StringEquals, "ec2:CreateAction": "CreateSecurityGroup" } },
    },
    {
      sid: "ChangeOwnSecurityGroups",
      actions: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:DeleteSecurityGroup"],
      resources: ["arn:*:ec2:*:*:security-group/*"],
      conditions: owned,
    },
    {
      sid: "CreateBalancers",
      actions: [
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:AddTags",
      ],
      resources: [...balancers, targetGroups],
      conditions: asked,
    },
    {
      sid: "ChangeOwnBalancers",
      actions: [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyCapacityReservation",
        "elasticloadbalancing:ModifyIpPools",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:SetWebAcl",
      ],
      resources: [...balancers, targetGroups],
      conditions: owned,
    },
    {
      sid: "CreateListeners",
      actions: ["elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule"],
      resources: [...balancers, ...listeners],
      conditions: owned,
    },
    {
      sid: "TagNewListeners",
      actions: ["elasticloadbalancing:AddTags"],
      resources: listeners,
      conditions: asked,
    },
    {
      sid: "ChangeOwnListeners",
      actions: [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RemoveListenerCertificates",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetRulePriorities",
      ],
      resources: listeners,
      conditions: owned,
    },
  ];
}
