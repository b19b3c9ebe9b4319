import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { accessEntries, accessMap, usesAccessEntries, usesConfigMap } from "./access.ts";
import { coreAddon } from "./addons.ts";
import { nodePolicies } from "./auto-mode.ts";
import { createCluster, serviceRoles } from "./control-plane.ts";
import { given, refuseUnknownInputs } from "./known.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { clusterGroup, nodeGroup } from "./security-groups.ts";
import { ServiceRole } from "./service-role.ts";

type Args = eks.ClusterArgs;

const known = new Set<keyof Args>([
  "accessEntries",
  "authenticationMode",
  "autoMode",
  "bootstrapSelfManagedAddons",
  "clusterSecurityGroup",
  "clusterSecurityGroupTags",
  "clusterTags",
  "corednsAddonOptions",
  "createInstanceRole",
  "deletionProtection",
  "enableConfigMapMutable",
  "enabledClusterLogTypes",
  "encryptionConfigKeyArn",
  "endpointPrivateAccess",
  "endpointPublicAccess",
  "instanceRole",
  "instanceRoles",
  "ipFamily",
  "kubeProxyAddonOptions",
  "kubernetesServiceIpAddressRange",
  "name",
  "nodeSecurityGroupTags",
  "privateSubnetIds",
  "providerCredentialOpts",
  "publicAccessCidrs",
  "publicSubnetIds",
  "roleMappings",
  "serviceRole",
  "skipDefaultNodeGroup",
  "skipDefaultSecurityGroups",
  "subnetIds",
  "tags",
  "upgradePolicy",
  "useDefaultVpcCni",
  "userMappings",
  "version",
  "vpcId",
]);

/**
 * What `eks.Cluster` of @pulumi/eks 4.3.0 creates: service role, security groups, the cluster, its Kubernetes provider,
 * node role, access and core add-ons. Its default node group and its self-managed VPC CNI are not modelled; a
 * cluster that asks for them is refused.
 */
export class Cluster extends pulumi.ComponentResource {
  readonly state: pulumi.Inputs;

  constructor(name: string, args: Args, options: pulumi.ComponentResourceOptions) {
    super("eks:index:Cluster", name, args, options);
    refuseUnknownInputs("eks.Cluster", args, known);
    const auto = args.autoMode?.enabled === true;
    if (!args.skipDefaultNodeGroup && !auto) refuse("skipDefaultNodeGroup: true");
    if (args.useDefaultVpcCni !== true && !auto) refuse("useDefaultVpcCni: true");
    if (args.vpcId === undefined) refuse("a vpcId");

    const parent = { parent: this };
    const roles = serviceRoles(name, args, this);
    const ownGroups = !(args.skipDefaultSecurityGroups ?? auto);
    const group =
      args.clusterSecurityGroup ??
      (ownGroups
        ? clusterGroup(
            name,
            { vpcId: args.vpcId as string, tags: args.tags, groupTags: args.clusterSecurityGroupTags },
            this,
          )
        : undefined);
    const subnetIds =
      args.subnetIds ??
      pulumi
        .all([args.publicSubnetIds ?? [], args.privateSubnetIds ?? []])
        .apply(([publicIds, privateIds]) => [...publicIds, ...privateIds]);
    const cluster = createCluster(name, args, { roles, group, subnetIds }, this);

    if (args.kubeProxyAddonOptions?.enabled ?? !auto) {
      coreAddon(name, "kube-proxy", cluster, args.kubeProxyAddonOptions ?? {}, args.tags, this);
    }
    const provider = new kubernetes.Provider(
      `${name}-eks-k8s`,
      given({
        kubeconfig: kubeconfig(cluster, args.providerCredentialOpts, true).apply((config) =>
          JSON.stringify(config),
        ),
        enableConfigMapMutable: args.enableConfigMapMutable,
      }),
      parent,
    );
    const { instanceRoles, defaultRole } = this.#nodeRoles(name, args);
    const map = usesConfigMap(args.authenticationMode)
      ? accessMap(name, args, instanceRoles, provider, this)
      : undefined;
    const entries = {
      ...(defaultRole
        ? { defaultNodeGroupInstanceRole: { principalArn: defaultRole.arn, type: "EC2_LINUX" as const } }
        : {}),
      ...args.accessEntries,
    };
    if (usesAccessEntries(args.authenticationMode)) accessEntries(name, entries, cluster, this);
    const dns = args.corednsAddonOptions;
    const wantsDns = dns?.enabled === true || dns?.configurationValues !== undefined;
    if (wantsDns || ((!args.skipDefaultNodeGroup || auto) && (dns?.enabled ?? true))) {
      coreAddon(name, "coredns", cluster, dns ?? {}, args.tags, this);
    }
    const nodes =
      ownGroups && group
        ? nodeGroup(
            name,
            {
              vpcId: args.vpcId as string,
              tags: args.tags,
              groupTags: args.nodeSecurityGroupTags,
              clusterGroupId: pulumi.output(group).id,
              clusterName: cluster.name,
            },
            this,
          )
        : undefined;

    const config = kubeconfig(cluster, args.providerCredentialOpts, false);
    const issuer = cluster.identities.apply((identities) => identities[0]?.oidcs?.[0]?.issuer ?? "");
    const ownGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.state = {
      kubeconfig: config,
      kubeconfigJson: pulumi.jsonStringify(config),
      clusterSecurityGroup: group,
      instanceRoles,
      nodeSecurityGroup: nodes?.group,
      eksClusterIngressRule: nodes?.clusterIngress,
      defaultNodeGroup: undefined,
      eksCluster: cluster,
      core: {
        cluster,
        vpcId: args.vpcId,
        subnetIds,
        publicSubnetIds: args.publicSubnetIds,
        privateSubnetIds: args.privateSubnetIds,
        endpoint: cluster.endpoint,
        clusterSecurityGroup: group,
        provider,
        instanceRoles,
        nodeGroupOptions: given({ version: args.version, nodeSecurityGroup: nodes?.group }),
        eksNodeAccess: map,
        kubeconfig: config,
        tags: args.tags,
        nodeSecurityGroupTags: args.nodeSecurityGroupTags,
        storageClasses: {},
        encryptionConfig: cluster.encryptionConfig,
        clusterIamRole: args.serviceRole ?? roles.service?.role,
        accessEntries: Object.values(entries),
        autoModeNodeRoleName: roles.node?.role.name ?? "",
      },
      clusterSecurityGroupId: group ? pulumi.output(group).id : ownGroupId,
      nodeSecurityGroupId: nodes?.group.id ?? ownGroupId,
      clusterIngressRuleId: nodes?.clusterIngress.securityGroupRuleId ?? "",
      defaultNodeGroupAsgName: "",
      fargateProfileId: "",
      fargateProfileStatus: "",
      oidcProviderArn: "",
      oidcProviderUrl: issuer,
      oidcIssuer: issuer.apply((url) => url.replace("https://", "")),
      autoModeNodeRoleName: roles.node?.role.name ?? "",
    };
    this.registerOutputs(this.state);
  }

  /** The roles nodes run under, and the one that was made for them here. */
  #nodeRoles(
    name: string,
    args: Args,
  ): { instanceRoles: pulumi.Output<aws.iam.Role[]>; defaultRole?: pulumi.Output<aws.iam.Role> } {
    const all = (roles: unknown) => pulumi.output(roles) as unknown as pulumi.Output<aws.iam.Role[]>;
    if (args.instanceRoles) return { instanceRoles: all(args.instanceRoles) };
    if (args.instanceRole) {
      return {
        instanceRoles: all([args.instanceRole]),
        defaultRole: pulumi.output(args.instanceRole) as unknown as pulumi.Output<aws.iam.Role>,
      };
    }
    if (!(args.createInstanceRole ?? !args.skipDefaultNodeGroup)) return { instanceRoles: all([]) };
    const made = new ServiceRole(
      `${name}-instanceRole`,
      { service: "ec2.amazonaws.com", policies: nodePolicies, tags: args.tags },
      { parent: this },
    );
    new aws.iam.InstanceProfile(`${name}-instanceProfile`, { role: made.ready.name }, { parent: this });
    return { instanceRoles: all([made.ready]), defaultRole: made.ready };
  }
}

function refuse(expected: string): never {
  throw new Error(
    `The simulated cloud models eks.Cluster only with ${expected}; see sandbox/eks/cluster.ts.`,
  );
}
