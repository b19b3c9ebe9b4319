import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import { logsStatement } from "../core/key-statements.ts";
import { grantAccess } from "./access.ts";
import { type ClusterArgs, resolveCluster } from "./cluster-args.ts";

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * An EKS control plane that holds up in an audit: secrets encrypted with a key of its own, all logs kept and encrypted,
 * access by access entries alone, a private endpoint always and a public one only for the addresses that are named,
 * never in extended support by accident, and no self-managed add-on.
 *
 * Way in where the endpoint is private only: every node runs the SSM agent, so a port can be forwarded through any of
 * them with no bastion, no open port and an entry in CloudTrail for each session:
 *
 *     aws ssm start-session --target <instance id of a node> \
 *       --document-name AWS-StartPortForwardingSessionToRemoteHost \
 *       --parameters host=<cluster endpoint without https://>,portNumber=443,localPortNumber=8443
 *
 * and then `kubectl --server https://localhost:8443 --tls-server-name <cluster endpoint without https://>`. The first
 * `pulumi up`, which has no node yet, runs from inside the VPC: a CodeBuild project or a VPN that reaches it.
 *
 * Price: 73 USD a month, 438 USD in extended support; logs about 0.50 USD a GB; 1 USD a month for the key
 * (https://aws.amazon.com/eks/pricing/).
 *
 * @throws InvalidInput listing every argument that is not possible.
 *
 * @example
 * import { Cluster, Network } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const cluster = new Cluster("platform", {
 *   clusterName: "platform",
 *   kubernetesVersion: "1.35",
 *   region: "us-east-1",
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   access: {
 *     deployer: { role: "platform-deployer", policy: "clusterAdmin" },
 *     support: { role: "support", policy: "view" },
 *   },
 * });
 * export const endpoint = cluster.endpoint;
 */
export class Cluster extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Base64. */
  readonly certificateAuthority: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** Who was let in; whatever talks to the Kubernetes API waits for these. */
  readonly accessGrants: readonly pulumi.Resource[];

  constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:Cluster", name, {}, options);
    const spec = resolveCluster(args);
    const parent = { parent: this };
    const isPublic = spec.publicAccessCidrs.length > 0;

    const key = new EncryptionKey(
      `${name}-key`,
      {
        description: `Kubernetes secrets and control plane logs of ${spec.clusterName}`,
        statements: [
          logsStatement(
            spec.region,
            aws.getCallerIdentityOutput({}, parent).accountId,
            `/aws/eks/${spec.clusterName}/`,
          ),
        ],
      },
      // Without its key the secrets of the cluster are gone, even from backups.
      { ...parent, protect: spec.deletionProtection },
    );
    // EKS would make this group itself, unencrypted and kept for ever, and leave it behind at teardown
    // (https://github.com/awslabs/data-on-eks/issues/341).
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: `/aws/eks/${spec.clusterName}/cluster`,
        retentionInDays: spec.logRetentionDays,
        kmsKeyId: key.arn,
      },
      parent,
    );
    const cluster = new eks.Cluster(
      `${name}-eks`,
      {
        name: spec.clusterName,
        version: spec.kubernetesVersion,
        vpcId: spec.vpcId,
        privateSubnetIds: Object.values(spec.subnetIds),
        endpointPrivateAccess: true,
        endpointPublicAccess: isPublic,
        ...(isPublic ? { publicAccessCidrs: [...spec.publicAccessCidrs] } : {}),
        authenticationMode: eks.AuthenticationMode.Api,
        encryptionConfigKeyArn: key.arn,
        enabledClusterLogTypes: logTypes,
        deletionProtection: spec.deletionProtection,
        upgradePolicy: { supportType: "STANDARD" },
        // Nodes use the security group that EKS makes; node groups and add-ons are ours, so that their versions are pinned
        // and their identities exist before them.
        skipDefaultSecurityGroups: true,
        skipDefaultNodeGroup: true,
        bootstrapSelfManagedAddons: false,
        useDefaultVpcCni: true,
        kubeProxyAddonOptions: { enabled: false },
        corednsAddonOptions: { enabled: false },
        ...(spec.autoMode ? { autoMode: { enabled: true } } : {}),
      },
      {
        ...parent,
        // A remote component hands its children the providers it is given by name, and no others.
        providers: [this.getProvider("aws:eks:Cluster")].filter((provider) => provider !== undefined),
        dependsOn: [logGroup],
        transforms: [clusterSettings({ zonalShift: spec.zonalShift })],
      },
    );
    const child = cluster.eksCluster;
    this.clusterName = child.name;
    this.clusterArn = child.arn;
    this.endpoint = child.endpoint;
    this.certificateAuthority = child.certificateAuthority.apply((authority) => authority.data ?? "");
    this.securityGroupId = cluster.clusterSecurityGroupId;
    this.keyArn = key.arn;
    this.logGroupName = logGroup.name;
    this.accessGrants = grantAccess(name, child.name, spec.access, this);
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      securityGroupId: this.securityGroupId,
      keyArn: this.keyArn,
      logGroupName: this.logGroupName,
    });
  }
}

/**
 * Sets on the AWS cluster what `eks.Cluster` of @pulumi/eks 4.3 cannot set: zonal shift, which it has no argument
 * for, and that the creator becomes no administrator, which it hard-codes the other way.
 */
function clusterSettings(settings: { readonly zonalShift: boolean }): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === "aws:eks/cluster:Cluster"
      ? {
          props: {
            ...props,
            zonalShiftConfig: { enabled: settings.zonalShift },
            accessConfig: { ...props.accessConfig, bootstrapClusterCreatorAdminPermissions: false },
          },
          opts,
        }
      : undefined;
}
