import { Problems } from "@aip/common/problems.ts";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { servicesPath } from "./paths.ts";
import { storeSecret } from "./stored-secret.ts";

export interface GeneratedSecretArgs {
  /** What the secret is for. */
  readonly description: string;
  /** KMS key that encrypts it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Path in Secrets Manager, without a slash at the end. Default: that of services, which External Secrets reads. */
  readonly path?: string | undefined;
  /** Keys of the secret's JSON that are made up, with their form. At least one. */
  readonly generate: Readonly<Record<string, GeneratedValue>>;
  /** Further keys of the JSON, which are no secrets. Default: none. */
  readonly fixed?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Tags of the secret besides those of the provider. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Days in which a deleted secret can be restored, 0 or 7 to 30. Default: 7. */
  readonly recoveryWindowInDays?: number;
}

/**
 * A `password` of letters and digits, which needs no quoting anywhere, or 32 random bytes as URL-safe base64, which is
 * the form of a `fernet` key.
 */
export type GeneratedValue =
  | {
      /** Letters and digits. */
      readonly form: "password";
      /** Characters, 16 to 128. */
      readonly length: number;
      /** Another number makes another password. Default: the password stays. */
      readonly generation?: number;
    }
  | {
      /** 32 random bytes. */
      readonly form: "fernet";
    };

/**
 * A secret in Secrets Manager whose values nobody chose and nobody has seen. They are kept encrypted in the stack's state,
 * and change only when the random value of a key is replaced.
 *
 * Price: 0.40 USD a month (https://aws.amazon.com/secrets-manager/pricing/).
 *
 * @throws InvalidInput listing every argument that is not possible.
 *
 *
 * @example
 * import { EncryptionKey, GeneratedSecret } from "@aip/components";
 *
 * const key = new EncryptionKey("secrets", { description: "Logins of services" });
 * const login = new GeneratedSecret("search-login", {
 *   description: "Administrator of the search service",
 *   kmsKeyArn: key.arn,
 *   fixed: { username: "admin" },
 *   generate: { password: { form: "password", length: 32 } },
 * });
 * export const secretArn = login.arn;
 */
export class GeneratedSecret extends pulumi.ComponentResource {
  /** ARN of the secret, known once it has its value. */
  readonly arn: pulumi.Output<string>;
  /** Identifies the value: another value has another. */
  readonly versionId: pulumi.Output<string>;
  /** What was made up, by key, as secret outputs: for what takes its password as an argument, such as a cache. */
  readonly values: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: GeneratedSecretArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:secrets:GeneratedSecret", name, {}, options);
    checkArgs(name, args);
    const parent = { parent: this };

    const generated = Object.entries(args.generate).map(([key, value]): [string, pulumi.Output<string>] => [
      key,
      value.form === "password"
        ? new random.RandomPassword(
            `${name}-${key}`,
            {
              length: value.length,
              special: false,
              ...(value.generation === undefined
                ? {}
                : { keepers: { generation: String(value.generation) } }),
            },
            parent,
          ).result
        : urlSafe(new random.RandomBytes(`${name}-${key}`, { length: 32 }, parent).base64),
    ]);
    const { arn, versionId } = storeSecret(
      name,
      {
        ...args,
        namePrefix: `${args.path ?? servicesPath(pulumi.getStack())}/${name}-`,
        values: { ...args.fixed, ...Object.fromEntries(generated) },
      },
      parent,
    );
    this.arn = arn;
    this.versionId = versionId;
    this.values = Object.fromEntries(generated);
    this.registerOutputs({ arn: this.arn, versionId: this.versionId });
  }
}

/** Fernet keys are base64 for URLs (https://github.com/fernet/spec/blob/master/Spec.md). */
const urlSafe = (base64: pulumi.Output<string>): pulumi.Output<string> =>
  base64.apply((text) => text.replaceAll("+", "-").replaceAll("/", "_"));

function checkArgs(name: string, args: GeneratedSecretArgs): void {
  const problems = new Problems(`GeneratedSecret ${name}`);
  if (Object.keys(args.generate).length === 0) problems.add("generate", args.generate, "at least one key");
  for (const [key, value] of Object.entries(args.generate)) {
    if (value.form === "password" && (value.length < 16 || value.length > 128)) {
      problems.add(`generate.${key}.length`, value.length, "16 to 128 characters");
    }
    if (args.fixed && key in args.fixed)
      problems.add(`fixed.${key}`, "a fixed value", "a key that is not generated");
  }
  const days = args.recoveryWindowInDays;
  if (days !== undefined && days !== 0 && (days < 7 || days > 30)) {
    problems.add("recoveryWindowInDays", days, "0, or 7 to 30 days");
  }
  problems.throwIfAny();
}
