import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { autoMode } from "./auto-mode.ts";
import { given } from "./known.ts";
import { ServiceRole } from "./service-role.ts";

type Args = eks.ClusterArgs;

export interface Roles {
  readonly service?: ServiceRole;
  readonly node?: ServiceRole;
}

/** The control plane's role, and with Auto Mode that of the nodes AWS runs. */
export function serviceRoles(name: string, args: Args, parent: pulumi.Resource): Roles {
  const auto = args.autoMode?.enabled === true;
  const roles: { service?: ServiceRole; node?: ServiceRole } = {};
  if (!args.serviceRole) {
    roles.service = new ServiceRole(
      `${name}-eksRole`,
      {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        policies: ["AmazonEKSClusterPolicy", ...(auto ? autoMode.clusterPolicies : [])],
        actions: ["sts:AssumeRole", "sts:TagSession"],
        tags: args.tags,
      },
      { parent },
    );
  }
  if (auto && args.autoMode?.createNodeRole !== false) {
    roles.node = new ServiceRole(
      `${name}-nodeRole`,
      { service: "ec2.amazonaws.com", policies: autoMode.nodePolicies, tags: args.tags },
      { parent },
    );
  }
  return roles;
}

export interface Parts {
  readonly roles: Roles;
  readonly group: Args["clusterSecurityGroup"];
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** The cluster itself, once its roles have their policies. */
export function createCluster(
  name: string,
  args: Args,
  parts: Parts,
  parent: pulumi.Resource,
): aws.eks.Cluster {
  const { roles, group } = parts;
  const auto = args.autoMode?.enabled === true;
  const network = args.kubernetesServiceIpAddressRange || args.ipFamily || auto;
  return new aws.eks.Cluster(
    `${name}-eksCluster`,
    {
      ...given({
        name: args.name,
        version: args.version,
        enabledClusterLogTypes: args.enabledClusterLogTypes,
        upgradePolicy: args.upgradePolicy,
        deletionProtection: args.deletionProtection,
      }),
      roleArn: args.serviceRole
        ? pulumi.output(args.serviceRole).arn
        : (roles.service as ServiceRole).role.arn,
      ...(auto ? autoMode.settings(args, roles.node?.role.arn) : {}),
      ...(network
        ? {
            kubernetesNetworkConfig: given({
              serviceIpv4Cidr: args.kubernetesServiceIpAddressRange,
              ipFamily: args.ipFamily ?? "ipv4",
              elasticLoadBalancing: auto ? { enabled: true } : undefined,
            }),
          }
        : {}),
      bootstrapSelfManagedAddons: auto ? false : (args.bootstrapSelfManagedAddons ?? true),
      vpcConfig: {
        ...given({
          securityGroupIds: group ? [pulumi.output(group).id] : undefined,
          endpointPrivateAccess: args.endpointPrivateAccess,
          endpointPublicAccess: args.endpointPublicAccess,
          publicAccessCidrs: args.publicAccessCidrs,
        }),
        subnetIds: parts.subnetIds,
      },
      tags: pulumi
        .all([args.tags, args.clusterTags])
        .apply(([tags, own]) => ({ Name: `${name}-eksCluster`, ...own, ...tags })),
      ...(args.encryptionConfigKeyArn === undefined
        ? {}
        : {
            encryptionConfig: { provider: { keyArn: args.encryptionConfigKeyArn }, resources: ["secrets"] },
          }),
      ...(args.authenticationMode === undefined
        ? {}
        : {
            accessConfig: {
              authenticationMode: args.authenticationMode,
              bootstrapClusterCreatorAdminPermissions: true,
            },
          }),
    },
    {
      parent,
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
      dependsOn: [roles.service?.ready, roles.node?.ready].filter((ready) => ready !== undefined),
    },
  );
}
