import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy.ts";

export interface EncryptionKeyArgs {
  /** What the key encrypts, for people who read the list of keys. */
  readonly description: string;
  /** AWS services that may use the key on their own behalf, such as `logs.us-east-1.amazonaws.com`. Default: none. */
  readonly services?: readonly pulumi.Input<string>[];
  /** Further statements of the key policy. Default: none. */
  readonly statements?: readonly Statement[];
  /**
   * Days between the deletion of the key and its loss, 7 to 30
   * (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html). Default: 30.
   */
  readonly deletionWindowInDays?: number;
}

/**
 * A customer-managed KMS key that rotates every year, and whose use IAM policies of the account decide.
 *
 * Price: 1 USD a month, and 0.03 USD for 10,000 requests (https://aws.amazon.com/kms/pricing/).
 *
 * @example
 * import { EncryptionKey } from "@aip/components";
 *
 * const key = new EncryptionKey("data", {
 *   description: "Buckets and databases of the platform",
 *   services: ["delivery.logs.amazonaws.com"],
 * });
 * export const keyArn = key.arn;
 */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:core:EncryptionKey", name, {}, options);
    const account = aws.getCallerIdentityOutput({}, { parent: this });
    const services = args.services ?? [];
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: args.deletionWindowInDays ?? 30,
        policy: policyDocument([
          {
            sid: "AccountDecides",
            actions: ["kms:*"],
            principals: { AWS: pulumi.interpolate`arn:aws:iam::${account.accountId}:root` },
            resources: ["*"],
          },
          ...(services.length === 0
            ? []
            : [
                {
                  sid: "ServicesUse",
                  actions: [
                    "kms:Encrypt",
                    "kms:Decrypt",
                    "kms:ReEncrypt*",
                    "kms:GenerateDataKey*",
                    "kms:DescribeKey",
                    "kms:CreateGrant",
                  ],
                  principals: { Service: services },
                  resources: ["*"],
                  conditions: { StringEquals: { "aws:SourceAccount": account.accountId } },
                },
              ]),
          ...(args.statements ?? []),
        ]),
      },
      { parent: this },
    );
    new aws.kms.Alias(
      `${name}-alias`,
      { targetKeyId: key.keyId, name: `alias/${pulumi.getStack()}/${name}` },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
