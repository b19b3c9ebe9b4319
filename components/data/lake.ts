import * as pulumi from "@pulumi/pulumi";
import { accessLogsBucket } from "./access-logs.ts";
import { Bucket } from "./bucket.ts";

export interface LakeArgs {
  /** Account whose buckets log to the bucket of access logs: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** KMS key that encrypts all buckets but that of access logs. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Days that an overwritten or deleted version is kept, 1 or more. Default: 30. */
  readonly noncurrentDays?: number;
  /**
   * Days after which objects of the raw zone move to infrequent access, 30 or more; after three times as many, to
   * Glacier. Default: 90.
   */
  readonly rawTransitionDays?: number;
  /** Days that access logs are kept, 1 or more. Default: 90. */
  readonly accessLogDays?: number;
  /** Whether the buckets may be deleted with what is in them. Default: false. */
  readonly disposable?: boolean;
}

/** The zones of the lake: as delivered, cleaned, and ready for models. */
export const zones = ["raw", "curated", "features"] as const;
export type Zone = (typeof zones)[number];

/**
 * The buckets of the platform: the zones of the lake, the models, the artifacts of runs, and the bucket that records
 * who asked for what in them.
 *
 * Price: by what is stored, 0.023 USD per GiB and month in the standard class (https://aws.amazon.com/s3/pricing/).
 *
 * @throws InvalidInput listing every argument that is not possible.
 *
 * @example
 * import { EncryptionKey, Lake } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * const key = new EncryptionKey("lake-key", { description: "Data lake" });
 * const lake = new Lake("lake", { accountId, kmsKeyArn: key.arn });
 * export const modelsBucket = lake.models;
 */
export class Lake extends pulumi.ComponentResource {
  readonly zones: Readonly<Record<Zone, pulumi.Output<string>>>;
  readonly models: pulumi.Output<string>;
  readonly artifacts: pulumi.Output<string>;
  readonly accessLogs: pulumi.Output<string>;

  constructor(name: string, args: LakeArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:Lake", name, {}, options);
    const parent = { parent: this };
    const { disposable = false, rawTransitionDays = 90 } = args;

    const logs = accessLogsBucket(
      `${name}-logs`,
      { accountId: args.accountId, disposable, retentionDays: args.accessLogDays ?? 90 },
      parent,
    );
    const bucket = (role: string, extra: Pick<ConstructorParameters<typeof Bucket>[1], "transitions"> = {}) =>
      new Bucket(
        `${name}-${role}`,
        {
          kmsKeyArn: args.kmsKeyArn,
          accessLogsBucket: logs.bucket,
          noncurrentDays: args.noncurrentDays ?? 30,
          disposable,
          ...extra,
        },
        parent,
      ).bucket;
    this.zones = {
      raw: bucket("raw", {
        transitions: [
          { days: rawTransitionDays, storageClass: "STANDARD_IA" },
          { days: 3 * rawTransitionDays, storageClass: "GLACIER_IR" },
        ],
      }),
      curated: bucket("curated"),
      features: bucket("features"),
    };
    this.models = bucket("models");
    this.artifacts = bucket("artifacts");
    this.accessLogs = logs.bucket;
    this.registerOutputs({
      zones: this.zones,
      models: this.models,
      artifacts: this.artifacts,
      accessLogs: this.accessLogs,
    });
  }
}
