import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../iam/policy.ts";

export interface SharedFileSystemArgs {
  /** VPC of the mount targets. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets by zone name, one mount target in each. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security group of what may mount it. */
  readonly clientSecurityGroupId: pulumi.Input<string>;
  /** KMS key that encrypts the files. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
}

/**
 * An encrypted EFS file system, reached over TLS only, from the nodes only, in each zone. Files that nobody read for 30
 * days move to infrequent access, and back when they are read; AWS Backup keeps daily copies.
 *
 * Price: 0.30 USD a GB and month, 0.016 in infrequent access (https://aws.amazon.com/efs/pricing/); nothing while empty.
 *
 * @example
 * import { EncryptionKey, SharedFileSystem } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const key = new EncryptionKey("files", { description: "Shared files" });
 * new SharedFileSystem("shared", {
 *   vpcId: config.require("vpcId"),
 *   subnetIds: config.requireObject<Record<string, string>>("privateSubnetIds"),
 *   clientSecurityGroupId: config.require("clusterSecurityGroupId"),
 *   kmsKeyArn: key.arn,
 *   protect: true,
 * });
 */
export class SharedFileSystem extends pulumi.ComponentResource {
  /** Id of the file system, known once it can be mounted. */
  readonly fileSystemId: pulumi.Output<string>;

  constructor(name: string, args: SharedFileSystemArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:SharedFileSystem", name, {}, options);
    const parent = { parent: this };
    const fileSystem = new aws.efs.FileSystem(
      `${name}-files`,
      {
        encrypted: true,
        kmsKeyId: args.kmsKeyArn,
        throughputMode: "elastic",
        lifecyclePolicies: [
          { transitionToIa: "AFTER_30_DAYS" },
          { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
        ],
      },
      { parent: this, protect: args.protect },
    );
    const rules = [
      new aws.efs.FileSystemPolicy(
        `${name}-policy`,
        {
          fileSystemId: fileSystem.id,
          policy: policyDocument([
            {
              sid: "ThroughMountTargets",
              actions: [
                "elasticfilesystem:ClientMount",
                "elasticfilesystem:ClientWrite",
                "elasticfilesystem:ClientRootAccess",
              ],
              principals: { AWS: "*" },
              resources: [fileSystem.arn],
              conditions: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
            },
            {
              sid: "RefusePlainText",
              effect: "Deny",
              actions: ["*"],
              principals: { AWS: "*" },
              resources: [fileSystem.arn],
              conditions: { Bool: { "aws:SecureTransport": "false" } },
            },
          ]),
        },
        parent,
      ),
      new aws.efs.BackupPolicy(
        `${name}-backup`,
        { fileSystemId: fileSystem.id, backupPolicy: { status: "ENABLED" } },
        parent,
      ),
    ];
    const group = new aws.ec2.SecurityGroup(
      `${name}-access`,
      { vpcId: args.vpcId, description: "NFS from the nodes of the cluster" },
      parent,
    );
    const fromNodes = new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-nodes`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.clientSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: 2049,
        toPort: 2049,
        description: "NFS",
      },
      parent,
    );
    const targets = Object.entries(args.subnetIds).map(
      ([zone, subnetId]) =>
        new aws.efs.MountTarget(
          `${name}-${zone}`,
          { fileSystemId: fileSystem.id, subnetId, securityGroups: [group.id] },
          { parent: this, dependsOn: [...rules, fromNodes] },
        ),
    );
    this.fileSystemId = pulumi
      .all([fileSystem.id, ...targets.map(({ id }) => id)])
      .apply(([id]) => id as string);
    this.registerOutputs({ fileSystemId: this.fileSystemId });
  }
}
