import type * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

/** What the role of nodes needs that join by themselves. */
export const nodePolicies = [
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryReadOnly",
];

/** What EKS Auto Mode adds to a cluster: policies of both roles, and settings that go together. */
export const autoMode = {
  clusterPolicies: [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
  ],
  nodePolicies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
  settings: (args: eks.ClusterArgs, nodeRoleArn: pulumi.Output<string> | undefined) => ({
    computeConfig: pulumi.all([args.autoMode?.computeConfig, nodeRoleArn]).apply(([given, role]) => ({
      enabled: true,
      ...(role === undefined ? {} : { nodeRoleArn: role }),
      nodePools: ["general-purpose", "system"],
      ...given,
    })) as pulumi.Output<aws.types.input.eks.ClusterComputeConfig>,
    storageConfig: { blockStorage: { enabled: true } },
  }),
};
