import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface StoredSecretArgs {
  /** What the secret is for. */
  readonly description: string;
  /** KMS key that encrypts it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Name in Secrets Manager, to which a text is added that makes it unique. */
  readonly namePrefix: string;
  /** The secret's JSON. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
  /** Tags of the secret besides those of the provider. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Days in which a deleted secret can be restored, 0 or 7 to 30. Default: 7. */
  readonly recoveryWindowInDays?: number | undefined;
}

export interface StoredSecret {
  /** ARN of the secret, known once it has its value. */
  readonly arn: pulumi.Output<string>;
  /** Identifies the value: another value has another. */
  readonly versionId: pulumi.Output<string>;
}

/** A secret in Secrets Manager with values that the program has. */
export function storeSecret(
  name: string,
  args: StoredSecretArgs,
  options: pulumi.CustomResourceOptions,
): StoredSecret {
  const secret = new aws.secretsmanager.Secret(
    `${name}-secret`,
    {
      namePrefix: args.namePrefix,
      description: args.description,
      kmsKeyId: args.kmsKeyArn,
      recoveryWindowInDays: args.recoveryWindowInDays ?? 7,
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    options,
  );
  const version = new aws.secretsmanager.SecretVersion(
    `${name}-value`,
    { secretId: secret.arn, secretString: pulumi.secret(pulumi.jsonStringify({ ...args.values })) },
    options,
  );
  return {
    arn: pulumi.all([secret.arn, version.id]).apply(([arn]) => arn),
    versionId: version.versionId,
  };
}
