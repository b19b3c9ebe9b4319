import type { AddonName } from "@aip/facts/eks-addons.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import * as pulumi from "@pulumi/pulumi";
import { Addon, type AddonIdentity } from "./addon.ts";

/** The add-ons an environment may leave out. */
export interface OptionalAddons {
  /** Driver of EFS, for shared file systems. */
  readonly efsCsi: boolean;
  /** Driver of FSx for Lustre, for training data. */
  readonly fsxCsi: boolean;
  /** Mountpoint for S3: buckets as folders. */
  readonly mountpointS3Csi: boolean;
  /** Snapshots of volumes. */
  readonly snapshotController: boolean;
  /** Finds nodes whose kernel, disk, network or GPU fails; node repair needs it. */
  readonly nodeMonitoring: boolean;
  /** The metrics API, which autoscalers and `kubectl top` read. */
  readonly metricsServer: boolean;
}

export interface AddonsArgs {
  /** EKS cluster that gets the add-ons. */
  readonly clusterName: pulumi.Input<string>;
  /** Kubernetes version of the cluster; it decides the pinned versions of the add-ons. */
  readonly kubernetesVersion: KubernetesVersion;
  /** AWS region of the cluster. */
  readonly region: string;
  /** Security group of pods that have subnets of their own: that of the cluster. */
  readonly securityGroupId: pulumi.Input<string>;
  /** Subnets of pods by zone name. Default: pods share the subnets of their nodes. */
  readonly podSubnetIds?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The key that decides which zone's subnet a node's pods use. */
const zoneLabel = "topology.kubernetes.io/zone";

/**
 * Settings of the VPC CNI: addresses in blocks of 16, so that a node takes many pods and calls EC2 seldom; network policies
 * enforced; and pods in subnets of their own where the VPC has such.
 */
export function vpcCniConfiguration(args: Pick<AddonsArgs, "podSubnetIds" | "region" | "securityGroupId">) {
  const subnets = Object.entries(args.podSubnetIds ?? {});
  const custom = subnets.length > 0;
  return {
    enableNetworkPolicy: "true",
    env: {
      ENABLE_PREFIX_DELEGATION: "true",
      WARM_PREFIX_TARGET: "1",
      ...(custom ? { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true", ENI_CONFIG_LABEL_DEF: zoneLabel } : {}),
    },
    ...(custom
      ? {
          eniConfig: {
            create: true,
            region: args.region,
            subnets: Object.fromEntries(
              subnets.map(([zone, id]) => [zone, { id, securityGroups: [args.securityGroupId] }]),
            ),
          },
        }
      : {}),
  };
}

const replicated = { replicaCount: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } };

/**
 * The add-ons that must be there before the first node: pod network, service network and pod identities. A node that
 * joins without them never becomes ready, or its pods never get credentials. Costs nothing.
 *
 * @example
 * import { NodeAddons } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * new NodeAddons("node-addons", {
 *   clusterName: config.require("clusterName"),
 *   kubernetesVersion: "1.35",
 *   region: "us-east-1",
 *   securityGroupId: config.require("clusterSecurityGroupId"),
 * });
 */
export class NodeAddons extends pulumi.ComponentResource {
  constructor(name: string, args: AddonsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:NodeAddons", name, {}, options);
    const { clusterName, kubernetesVersion } = args;
    const install = (
      addon: AddonName,
      rest: { configuration?: pulumi.Input<Record<string, unknown>>; identity?: AddonIdentity } = {},
    ) => new Addon(`${name}-${addon}`, { clusterName, kubernetesVersion, addon, ...rest }, { parent: this });
    install("eks-pod-identity-agent");
    install("vpc-cni", {
      configuration: vpcCniConfiguration(args),
      identity: { serviceAccount: "aws-node", managedPolicies: ["AmazonEKS_CNI_Policy"] },
    });
    install("kube-proxy");
    this.registerOutputs({});
  }
}

export interface WorkloadAddonsArgs extends Pick<AddonsArgs, "clusterName" | "kubernetesVersion"> {
  /** Which of the optional add-ons are installed. */
  readonly optional: OptionalAddons;
  /** Whether EKS Auto Mode provides DNS, block storage and node health. Default: false. */
  readonly autoMode?: boolean | undefined;
}

/**
 * The add-ons that run on nodes: DNS, storage drivers, snapshots, node health, metrics. Make them depend on the system
 * nodes: an add-on whose pods find no node is degraded, and its creation fails after 20 minutes. Costs nothing.
 *
 * @example
 * import { WorkloadAddons } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new WorkloadAddons("addons", {
 *   clusterName: new pulumi.Config().require("clusterName"),
 *   kubernetesVersion: "1.35",
 *   optional: {
 *     efsCsi: true,
 *     fsxCsi: false,
 *     mountpointS3Csi: true,
 *     snapshotController: true,
 *     nodeMonitoring: true,
 *     metricsServer: true,
 *   },
 * });
 */
export class WorkloadAddons extends pulumi.ComponentResource {
  constructor(name: string, args: WorkloadAddonsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:WorkloadAddons", name, {}, options);
    const { clusterName, kubernetesVersion, optional, autoMode = false } = args;
    const wanted = addonDefinitions.filter(
      ({ when, inAutoMode }) => (when === "always" || optional[when]) && !(autoMode && inAutoMode),
    );
    for (const { addon, configuration, identity } of wanted) {
      new Addon(
        `${name}-${addon}`,
        { clusterName, kubernetesVersion, addon, configuration, identity },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

interface AddonDefinition {
  readonly addon: AddonName;
  readonly when: "always" | keyof OptionalAddons;
  /** Whether EKS Auto Mode has it built in. */
  readonly inAutoMode?: true;
  readonly configuration?: Record<string, unknown>;
  readonly identity?: AddonIdentity;
}

const addonDefinitions: readonly AddonDefinition[] = [
  {
    addon: "coredns",
    when: "always",
    inAutoMode: true,
    configuration: { autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 } },
  },
  {
    addon: "aws-ebs-csi-driver",
    when: "always",
    inAutoMode: true,
    identity: {
      serviceAccount: "ebs-csi-controller-sa",
      managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    },
  },
  {
    addon: "aws-efs-csi-driver",
    when: "efsCsi",
    identity: {
      serviceAccount: "efs-csi-controller-sa",
      managedPolicies: ["service-role/AmazonEFSCSIDriverPolicy"],
    },
  },
  {
    addon: "aws-fsx-csi-driver",
    when: "fsxCsi",
    // The managed policy for it is AmazonFSxFullAccess, which may delete every file system of the account.
    identity: {
      serviceAccount: "fsx-csi-controller-sa",
      statements: [
        {
          sid: "ReadFileSystems",
          actions: ["fsx:DescribeFileSystems", "fsx:DescribeVolumes", "fsx:ListTagsForResource"],
          resources: ["*"],
        },
        {
          sid: "CreateTaggedFileSystems",
          actions: ["fsx:CreateFileSystem", "fsx:TagResource"],
          resources: ["arn:*:fsx:*:*:file-system/*"],
          conditions: { StringLike: { "aws:RequestTag/CSIVolumeName": "*" } },
        },
        {
          sid: "ChangeOwnFileSystems",
          actions: ["fsx:DeleteFileSystem", "fsx:UpdateFileSystem"],
          resources: ["arn:*:fsx:*:*:file-system/*"],
          conditions: { StringLike: { "aws:ResourceTag/CSIVolumeName": "*" } },
        },
        {
          sid: "LetServiceAct",
          actions: ["iam:CreateServiceLinkedRole"],
          resources: ["arn:*:iam::*:role/aws-service-role/fsx.amazonaws.com/*"],
          conditions: { StringEquals: { "iam:AWSServiceName": "fsx.amazonaws.com" } },
        },
      ],
    },
  },
  // Pods mount buckets with their own identity (authenticationSource: pod), so the driver has none.
  // Older versions of it tolerate no taint, and GPU nodes are who reads the data.
  {
    addon: "aws-mountpoint-s3-csi-driver",
    when: "mountpointS3Csi",
    configuration: { node: { tolerateAllTaints: true } },
  },
  { addon: "snapshot-controller", when: "snapshotController" },
  { addon: "eks-node-monitoring-agent", when: "nodeMonitoring", inAutoMode: true },
  { addon: "metrics-server", when: "metricsServer", configuration: replicated },
];
