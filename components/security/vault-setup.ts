import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { throughSecretsManager } from "../iam/policy.ts";
import { image } from "../kubernetes/image.ts";
import { type RestrictedJobArgs, restrictedJob, scheduledJob } from "../kubernetes/restricted-job.ts";
import { sharedSecretsPath, vaultPath } from "../secrets/paths.ts";
import { initialise, renewToken } from "./vault-scripts.ts";
import { serverTlsSecret } from "./vault-values.ts";

export interface VaultSetupArgs {
  /** EKS cluster of the Vault servers. */
  readonly clusterName: pulumi.Input<string>;
  /** AWS region of the cluster. */
  readonly region: string;
  /** Namespace of the Vault servers. */
  readonly namespace: pulumi.Input<string>;
  /** KMS key that encrypts the keys and tokens that Vault's initialisation returns. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /**
   * The installed chart of the servers. It is an argument because `dependsOn` of a component does not reach its
   * children.
   */
  readonly servers: pulumi.Resource;
  /** Registry that images come from instead of their own. Default: their own. */
  readonly imageMirror?: string | undefined;
}

const account = "vault-setup";
const labels = { "app.kubernetes.io/name": account };

/**
 * How Vault gets from sealed and empty to configurable in the same `up`, with no secret in plain text anywhere: a job
 * initialises it and writes recovery keys and provisioning token to Secrets Manager; the Vault provider then reads the
 * token from there, as a secret. The Vault servers unseal themselves with KMS. A second job keeps the token alive.
 *
 * Price: 0.40 USD a month for each of three secrets (https://aws.amazon.com/secrets-manager/pricing/).
 *
 * @example
 * import { EncryptionKey, installChart, VaultSetup } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const key = new EncryptionKey("secrets", { description: "What Vault's initialisation returns" });
 * const servers = installChart(
 *   "vault",
 *   { chart: "vault", namespace: "vault", values: {}, mirrors: {}, skipAwait: true },
 *   {},
 * );
 * const setup = new VaultSetup("vault-setup", {
 *   clusterName: new pulumi.Config().require("clusterName"),
 *   region: "us-east-1",
 *   namespace: "vault",
 *   kmsKeyArn: key.arn,
 *   servers,
 * });
 * export const token = setup.token;
 */
export class VaultSetup extends pulumi.ComponentResource {
  /** Token that may configure Vault, as a secret output, known once Vault is initialised. */
  readonly token: pulumi.Output<string>;
  /** Secret with the certificate of Vault's authority, which clients trust. */
  readonly caSecretArn: pulumi.Output<string>;

  constructor(name: string, args: VaultSetupArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:VaultSetup", name, {}, options);
    const parent = { parent: this };
    const stack = pulumi.getStack();
    const secret = (role: string, path: string, description: string) =>
      new aws.secretsmanager.Secret(
        `${name}-${role}`,
        { namePrefix: `${path}-`, description, kmsKeyId: args.kmsKeyArn, recoveryWindowInDays: 7 },
        parent,
      );
    const recovery = secret("recovery", `${vaultPath(stack)}/recovery`, "Recovery keys of Vault");
    const token = secret("token", `${vaultPath(stack)}/provisioning`, "Token that configures Vault");
    const ca = secret("ca", `${sharedSecretsPath(stack)}/vault-ca`, "Certificate of Vault's authority");

    const identity = new PodIdentity(
      `${name}-identity`,
      {
        clusterName: args.clusterName,
        namespace: args.namespace,
        serviceAccount: account,
        statements: [
          {
            actions: ["secretsmanager:PutSecretValue"],
            resources: [recovery.arn, token.arn, ca.arn],
          },
          { actions: ["secretsmanager:GetSecretValue"], resources: [token.arn] },
          {
            actions: ["kms:GenerateDataKey", "kms:Decrypt"],
            resources: [args.kmsKeyArn],
            conditions: throughSecretsManager(args.region),
          },
        ],
      },
      parent,
    );
    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      `${name}-account`,
      { metadata: { name: account, namespace: args.namespace }, automountServiceAccountToken: false },
      parent,
    );
    const ready = { parent: this, dependsOn: [identity, serviceAccount, args.servers] };
    const run = (script: string) =>
      setupJob(args, script, {
        RECOVERY_SECRET: recovery.arn,
        TOKEN_SECRET: token.arn,
        CA_SECRET: ca.arn,
      });
    const job = restrictedJob(`${name}-job`, { jobName: account, ...run(initialise) }, ready);
    scheduledJob(
      `${name}-renewal`,
      { jobName: "vault-token-renewal", schedule: "17 3 * * *", deadlineSeconds: 600, ...run(renewToken) },
      { parent: this, dependsOn: [job] },
    );
    this.token = pulumi.secret(
      aws.secretsmanager.getSecretVersionOutput({ secretId: token.arn }, { parent: this, dependsOn: [job] })
        .secretString,
    );
    this.caSecretArn = pulumi.all([ca.arn, job.id]).apply(([arn]) => arn);
    this.registerOutputs({ caSecretArn: this.caSecretArn });
  }
}

function setupJob(
  args: VaultSetupArgs,
  script: string,
  secrets: Readonly<Record<string, pulumi.Input<string>>>,
): Omit<RestrictedJobArgs, "jobName"> {
  return {
    namespace: args.namespace,
    labels,
    serviceAccountName: account,
    // The same pod still has what Vault answered.
    retryInPlace: true,
    retries: 3,
    secretFiles: [{ volume: "tls", secretName: serverTlsSecret, mountPath: "/tls", keys: ["ca.crt"] }],
    memory: { volume: "scratch", mountPath: "/scratch" },
    steps: [
      {
        name: "setup",
        image: image("aws-cli", args.imageMirror),
        command: ["sh", "-c", script],
        env: {
          AWS_REGION: args.region,
          // The first server: before initialisation none is active, and the others follow this one.
          VAULT: "https://vault-0.vault-internal:8200",
          ...secrets,
        },
        resources: { cpu: "50m", memory: "128Mi", memoryLimit: "256Mi" },
      },
    ],
  };
}
