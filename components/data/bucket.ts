import { bucketPrefix, nameLimits } from "@aip/common/names.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy.ts";
import { type BucketArgs, type ResolvedBucket, resolveBucket } from "./bucket-args.ts";

/**
 * A private, versioned, encrypted S3 bucket. Public access is blocked four times over, access control lists are off,
 * requests without TLS 1.2 are refused, uploads that were never finished are removed after a week, and old versions
 * after `noncurrentDays`. Unless it is disposable, neither S3 nor Pulumi deletes it while it holds anything.
 *
 * Price: by what is stored, 0.023 USD per GiB and month in the standard class (https://aws.amazon.com/s3/pricing/).
 *
 * @example
 * import { Bucket, EncryptionKey } from "@aip/components";
 *
 * const key = new EncryptionKey("data", { description: "Models" });
 * const models = new Bucket("models", {
 *   namePrefix: "acme-",
 *   kmsKeyArn: key.arn,
 *   noncurrentDays: 90,
 *   transitions: [{ days: 30, storageClass: "STANDARD_IA" }],
 * });
 * export const bucket = models.bucket;
 */
export class Bucket extends pulumi.ComponentResource {
  /** Name of the bucket, known once it is guarded. */
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: BucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:Bucket", name, {}, options);
    const prefix = bucketPrefix(pulumi.getStack(), name, args.namePrefix);
    const spec = resolveBucket(prefix, args);
    const parent = { parent: this };

    const { bucket, arn } = new aws.s3.Bucket(
      `${name}-bucket`,
      { bucketPrefix: `${prefix}-`.slice(0, nameLimits.bucketPrefix), forceDestroy: spec.disposable },
      { parent: this, protect: !spec.disposable },
    );
    const access = new aws.s3.BucketPublicAccessBlock(
      `${name}-access`,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    const ownership = new aws.s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket,
        rules: [
          spec.kmsKeyArn === undefined
            ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
            : {
                applyServerSideEncryptionByDefault: {
                  sseAlgorithm: "aws:kms",
                  kmsMasterKeyId: spec.kmsKeyArn,
                },
                bucketKeyEnabled: true,
              },
        ],
      },
      parent,
    );
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket, rules: lifecycleRules(spec) },
      // Rules about old versions are refused before versioning is on.
      { parent: this, dependsOn: [versioning] },
    );
    // S3 answers "conflicting operation" to a policy and a public access block at once.
    const policy = new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket, policy: policyDocument(statements(arn, spec)) },
      { parent: this, dependsOn: [access] },
    );
    if (spec.accessLogsBucket !== undefined) {
      new aws.s3.BucketLogging(
        `${name}-logging`,
        { bucket, targetBucket: spec.accessLogsBucket, targetPrefix: `${name}/` },
        parent,
      );
    }
    this.bucket = pulumi
      .all([bucket, ...[access, ownership, encryption, versioning, policy].map(({ id }) => id)])
      .apply(([created]) => created as string);
    this.arn = arn;
    this.registerOutputs({ bucket: this.bucket, arn: this.arn });
  }
}

function lifecycleRules(spec: ResolvedBucket): aws.types.input.s3.BucketLifecycleConfigurationRule[] {
  const rule = (id: string) => ({ id, status: "Enabled", filter: {} });
  return [
    {
      ...rule("remove-leftovers"),
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      noncurrentVersionExpiration: { noncurrentDays: spec.noncurrentDays },
    },
    ...(spec.transitions.length === 0
      ? []
      : [{ ...rule("move-to-cheaper-storage"), transitions: spec.transitions.map((move) => ({ ...move })) }]),
    ...(spec.expirationDays === undefined
      ? []
      : [{ ...rule("expire"), expiration: { days: spec.expirationDays } }]),
  ];
}

function statements(arn: pulumi.Output<string>, spec: ResolvedBucket): Statement[] {
  const refuse = (sid: string, conditions: Statement["conditions"] & object): Statement => ({
    sid,
    effect: "Deny",
    actions: ["s3:*"],
    principals: "*",
    resources: [arn, pulumi.interpolate`${arn}/*`],
    conditions,
  });
  return [
    refuse("RefusePlainText", { Bool: { "aws:SecureTransport": "false" } }),
    refuse("RefuseOldTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
    ...spec.grants.map(
      (grant): Statement => ({
        sid: grant.sid,
        actions: grant.actions,
        principals: { Service: grant.service },
        resources: [grant.keys === undefined ? arn : pulumi.interpolate`${arn}/${grant.keys}`],
        conditions: grant.conditions,
      }),
    ),
  ];
}
