import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import type { ControllerContext } from "./context.ts";
import { SharedFileSystem } from "./shared-file-system.ts";

export interface StorageArgs {
  /** Cluster that the classes are for. */
  readonly context: ControllerContext;
  /** Subnets of the nodes by zone name: where file systems are reached. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of the nodes, which alone reach file systems. */
  readonly nodeSecurityGroupId: pulumi.Input<string>;
  /** EKS Auto Mode, which has a driver of its own for block volumes. */
  readonly autoMode: boolean;
  /**
   * Whether there is an EFS file system and a class for volumes of many readers and writers; needs the EFS driver.
   */
  readonly shared: boolean;
  /**
   * Whether there is a class of gp3 volumes with 1,000 MiB/s and 10,000 IOPS, about 70 USD a month each beside their
   * size.
   */
  readonly throughput: boolean;
  /** Whether there is a class of io2 volumes, 0.065 USD an IOPS and month. */
  readonly provisioned: boolean;
  /**
   * Whether there is a class of FSx for Lustre scratch file systems of 1.2 TiB or more, about 168 USD a month each;
   * needs the FSx driver.
   */
  readonly lustre: boolean;
  /** Whether there is a class of volume snapshots; needs the snapshot controller. */
  readonly snapshots: boolean;
  /** Whether the key and the shared file system may be deleted, with what is stored in them. */
  readonly disposable: boolean;
}

/**
 * Storage classes whose volumes are all encrypted with one key and tagged, so that what a teardown leaves behind can be
 * found. gp3 is the default. Buckets need no class: Mountpoint for S3 takes volumes that name theirs.
 *
 * Price: 1 USD a month for the key, and what is stored: 0.08 USD a GiB and month for gp3, 0.30 for EFS
 * (https://aws.amazon.com/ebs/pricing/, https://aws.amazon.com/efs/pricing/, us-east-1).
 *
 * @example
 * import { Storage } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * new Storage("storage", {
 *   context: {
 *     clusterName: config.require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: config.require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   subnetIds: config.requireObject<Record<string, string>>("privateSubnetIds"),
 *   nodeSecurityGroupId: config.require("clusterSecurityGroupId"),
 *   autoMode: false,
 *   shared: true,
 *   throughput: true,
 *   provisioned: false,
 *   lustre: false,
 *   snapshots: true,
 *   disposable: false,
 * });
 */
export class Storage extends pulumi.ComponentResource {
  /** Key of all volumes. */
  readonly keyArn: pulumi.Output<string>;
  readonly blockStorageClass: pulumi.Output<string>;
  /** Null where there is no shared file system. */
  readonly sharedStorageClass: pulumi.Output<string> | null;

  constructor(name: string, args: StorageArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:Storage", name, {}, options);
    const { context } = args;
    const parent = { parent: this };
    const key = new EncryptionKey(
      `${name}-key`,
      {
        description: `Volumes and cluster backups of ${context.environment}`,
        statements: [viaVolumes(context, aws.getCallerIdentityOutput({}, parent).accountId)],
      },
      { parent: this, protect: !args.disposable },
    );
    this.keyArn = key.arn;
    const create = (
      className: string,
      spec: Omit<kubernetes.types.input.storage.v1.StorageClass, "metadata">,
      isDefault = false,
    ) =>
      new kubernetes.storage.v1.StorageClass(
        `${name}-${className}`,
        {
          metadata: {
            name: className,
            ...(isDefault ? { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } : {}),
          },
          reclaimPolicy: "Delete",
          ...spec,
        },
        parent,
      );
    const block = (parameters: Record<string, pulumi.Input<string>>) => ({
      provisioner: args.autoMode ? "ebs.csi.eks.amazonaws.com" : "ebs.csi.aws.com",
      allowVolumeExpansion: true,
      // A volume lies in one zone: it is made where its pod goes.
      volumeBindingMode: "WaitForFirstConsumer",
      parameters: { encrypted: "true", kmsKeyId: key.arn, ...tagParameters(context), ...parameters },
    });

    this.blockStorageClass = create("gp3", block({ type: "gp3" }), true).metadata.name;
    if (args.throughput) {
      create("gp3-throughput", block({ type: "gp3", iops: "10000", throughput: "1000" }));
    }
    if (args.provisioned) create("io2", block({ type: "io2", iopsPerGB: "50" }));
    if (args.lustre) create("lustre", lustre(args));
    this.sharedStorageClass = args.shared ? create("efs", this.#shared(name, args)).metadata.name : null;
    if (args.snapshots && !args.autoMode) {
      new kubernetes.apiextensions.CustomResource(
        `${name}-snapshots`,
        {
          apiVersion: "snapshot.storage.k8s.io/v1",
          kind: "VolumeSnapshotClass",
          metadata: {
            name: "ebs",
            annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
            // Velero takes the class that carries it.
            labels: { "velero.io/csi-volumesnapshot-class": "true" },
          },
          driver: "ebs.csi.aws.com",
          deletionPolicy: "Delete",
          parameters: tagParameters(context),
        },
        parent,
      );
    }
    this.registerOutputs({
      keyArn: this.keyArn,
      blockStorageClass: this.blockStorageClass,
      sharedStorageClass: this.sharedStorageClass,
    });
  }

  #shared(name: string, args: StorageArgs) {
    const fileSystem = new SharedFileSystem(
      `${name}-shared`,
      {
        vpcId: args.context.vpcId,
        subnetIds: args.subnetIds,
        clientSecurityGroupId: args.nodeSecurityGroupId,
        kmsKeyArn: this.keyArn,
        protect: !args.disposable,
      },
      { parent: this },
    );
    return {
      provisioner: "efs.csi.aws.com",
      // Each volume is a folder that only its own group can enter.
      parameters: {
        provisioningMode: "efs-ap",
        fileSystemId: fileSystem.fileSystemId,
        directoryPerms: "770",
        basePath: "/volumes",
        gidRangeStart: "100000",
        gidRangeEnd: "200000",
        ensureUniqueDirectory: "true",
      },
      mountOptions: ["tls"],
    };
  }
}

/** The driver puts these tags on each volume and snapshot; the sweep after a teardown asks for them. */
function tagParameters(context: ControllerContext): Record<string, pulumi.Output<string>> {
  const tags = Object.entries({ ...context.tags, Cluster: context.clusterName });
  return Object.fromEntries(
    tags.map(([key, value], index) => [`tagSpecification_${index + 1}`, pulumi.interpolate`${key}=${value}`]),
  );
}

/** Scratch file systems for training data: fast, in one zone, gone with their job. */
function lustre(args: StorageArgs) {
  const [first] = Object.keys(args.subnetIds).sort();
  return {
    provisioner: "fsx.csi.aws.com",
    volumeBindingMode: "Immediate",
    parameters: {
      subnetId: args.subnetIds[first as string] as pulumi.Input<string>,
      securityGroupIds: args.nodeSecurityGroupId,
      deploymentType: "SCRATCH_2",
      fileSystemTypeVersion: "2.15",
      extraTags: pulumi
        .all(Object.entries(args.context.tags).map(([key, value]) => pulumi.interpolate`${key}=${value}`))
        .apply((tags) => tags.join(",")),
    },
    mountOptions: ["flock"],
  };
}

/**
 * Lets every identity of the account that may use EBS and EFS use the key through them, as AWS's own key for volumes does: the
 * drivers' managed policies say nothing about keys (https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html).
 */
const viaVolumes = (context: ControllerContext, accountId: pulumi.Output<string>) => ({
  sid: "VolumesOfThisAccount",
  actions: [
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncrypt*",
    "kms:GenerateDataKey*",
    "kms:CreateGrant",
    "kms:DescribeKey",
  ],
  principals: { AWS: "*" },
  resources: ["*"],
  conditions: {
    StringEquals: {
      "kms:CallerAccount": accountId,
      "kms:ViaService": [
        `ec2.${context.region}.amazonaws.com`,
        `elasticfilesystem.${context.region}.amazonaws.com`,
      ],
    },
  },
});
