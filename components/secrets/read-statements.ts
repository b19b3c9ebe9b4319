import * as pulumi from "@pulumi/pulumi";
import { type Statement, throughSecretsManager } from "../iam/policy.ts";

export interface ReadSecretsArgs {
  /** Region of the secrets. */
  readonly region: string;
  /** Account of the secrets. */
  readonly accountId: pulumi.Input<string>;
  /** Paths in Secrets Manager, without a slash at the end, one or more: the secrets below them are read. */
  readonly paths: readonly string[];
}

/**
 * What reading the secrets below some paths takes. Any key of the account may decrypt, but only through Secrets Manager,
 * and only these secrets.
 */
export function readSecretsStatements({ region, accountId, paths }: ReadSecretsArgs): Statement[] {
  const secrets = paths.map(
    (path) => pulumi.interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:${path}/*`,
  );
  return [
    { actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], resources: secrets },
    {
      actions: ["kms:Decrypt"],
      resources: [pulumi.interpolate`arn:aws:kms:${region}:${accountId}:key/*`],
      conditions: {
        ...throughSecretsManager(region),
        StringLike: { "kms:EncryptionContext:SecretARN": secrets },
      },
    },
  ];
}
