import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket.ts";
import { trustService } from "../iam/policy.ts";
import { image } from "../kubernetes/image.ts";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, containerSecurity, podSecurity, resources } from "./context.ts";
import { Controller } from "./controller.ts";

export interface BackupArgs {
  /** Cluster that the controllers run on, and how. */
  readonly context: ControllerContext;
  /** When backups are made: a cron expression in UTC, such as `0 2 * * *`. */
  readonly schedule: string;
  /** Days a backup is kept, 1 or more. */
  readonly retentionDays: number;
  /** Whether AWS Backup keeps a second copy, which an intruder in the cluster cannot reach. */
  readonly vault: boolean;
  /** KMS key that encrypts the bucket and the vault. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether the backups may be deleted with the stack. */
  readonly disposable: boolean;
}

const serviceAccount = "velero";

/**
 * Backups of the cluster's objects and volumes by Velero, each night, into a bucket of its own; volumes are snapshots of
 * EBS, taken through the CSI driver.
 *
 * Price: what is stored, 0.023 USD a GiB and month in S3, 0.05 USD a GiB and month for what changed since the last
 * snapshot; the copy in AWS Backup another 0.05 USD a GiB and month
 * (https://aws.amazon.com/s3/pricing/, https://aws.amazon.com/ebs/pricing/, https://aws.amazon.com/backup/pricing/).
 *
 * @example
 * import { ClusterBackup, EncryptionKey } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const key = new EncryptionKey("backups", { description: "Backups of the cluster" });
 * new ClusterBackup("backup", {
 *   context: {
 *     clusterName: new pulumi.Config().require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: new pulumi.Config().require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   schedule: "0 2 * * *",
 *   retentionDays: 30,
 *   vault: true,
 *   kmsKeyArn: key.arn,
 *   disposable: false,
 * });
 */
export class ClusterBackup extends pulumi.ComponentResource {
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: BackupArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:ClusterBackup", name, {}, options);
    const { context, kmsKeyArn } = args;
    const parent = { parent: this };
    const bucket = new Bucket(
      `${name}-bucket`,
      { kmsKeyArn, noncurrentDays: args.retentionDays, disposable: args.disposable },
      parent,
    );
    new Controller(
      `${name}-controller`,
      {
        context,
        chart: "velero",
        namespace: "velero",
        releaseName: "velero",
        values: backupValues(args, bucket.bucket),
        identity: {
          serviceAccount,
          statements: [
            {
              sid: "ListBackups",
              actions: ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"],
              resources: [bucket.arn],
            },
            {
              sid: "KeepBackups",
              actions: [
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts",
              ],
              resources: [pulumi.interpolate`${bucket.arn}/*`],
            },
            { sid: "UseKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] },
          ],
        },
        metricsPorts: [8085],
      },
      parent,
    );
    if (args.vault) secondCopy(name, args, bucket.arn, this);
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketArn: this.bucketArn });
  }
}

/** AWS Backup copies the bucket each day into a vault. */
function secondCopy(
  name: string,
  args: BackupArgs,
  bucketArn: pulumi.Output<string>,
  component: pulumi.Resource,
): void {
  const parent = { parent: component };
  const vault = new aws.backup.Vault(
    `${name}-vault`,
    { kmsKeyArn: args.kmsKeyArn, forceDestroy: args.disposable },
    { parent: component, protect: !args.disposable },
  );
  const plan = new aws.backup.Plan(
    `${name}-plan`,
    {
      rules: [
        {
          ruleName: "daily",
          targetVaultName: vault.name,
          schedule: "cron(0 5 * * ? *)",
          startWindow: 60,
          completionWindow: 720,
          lifecycle: { deleteAfter: args.retentionDays },
        },
      ],
    },
    parent,
  );
  const role = new aws.iam.Role(
    `${name}-vault-role`,
    { assumeRolePolicy: trustService("backup.amazonaws.com") },
    parent,
  );
  const policies = ["AWSBackupServiceRolePolicyForS3Backup", "AWSBackupServiceRolePolicyForS3Restore"].map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-vault-${policy.endsWith("Restore") ? "restore" : "backup"}`,
        { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
        parent,
      ),
  );
  new aws.backup.Selection(
    `${name}-selection`,
    { name: "velero", planId: plan.id, iamRoleArn: role.arn, resources: [bucketArn] },
    { parent: component, dependsOn: policies },
  );
}

/** Values of the chart velero. */
export function backupValues(
  args: Pick<BackupArgs, "context" | "schedule" | "retentionDays">,
  bucket: pulumi.Input<string>,
): Record<string, unknown> {
  const { context } = args;
  return {
    ...onSystemNodes,
    resources: resources("100m", "512Mi"),
    podSecurityContext: { ...podSecurity, runAsUser: 65532, fsGroup: 65532 },
    containerSecurityContext: containerSecurity,
    serviceAccount: { server: { create: true, name: serviceAccount } },
    initContainers: [
      {
        name: "velero-plugin-for-aws",
        image: image("velero-plugin-for-aws", context.imageMirror),
        imagePullPolicy: "IfNotPresent",
        securityContext: containerSecurity,
        resources: resources("20m", "64Mi"),
        volumeMounts: [{ mountPath: "/target", name: "plugins" }],
      },
    ],
    credentials: { useSecret: false },
    configuration: {
      features: "EnableCSI",
      defaultVolumesToFsBackup: false,
      backupStorageLocation: [
        { name: "default", provider: "aws", bucket, default: true, config: { region: context.region } },
      ],
      volumeSnapshotLocation: [{ name: "default", provider: "aws", config: { region: context.region } }],
    },
    // Hooks of Helm, which charts rendered to objects do not run; Pulumi keeps the types up to date.
    upgradeCRDs: false,
    deployNodeAgent: false,
    schedules: {
      nightly: {
        schedule: args.schedule,
        useOwnerReferencesInBackup: false,
        template: {
          ttl: `${args.retentionDays * 24}h0m0s`,
          storageLocation: "default",
          snapshotVolumes: true,
          includedNamespaces: ["*"],
        },
      },
    },
  };
}
