import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { throughSecretsManager } from "../iam/policy.ts";
import { image } from "../kubernetes/image.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import { servicesPath, vaultPath } from "../secrets/paths.ts";
import { initialise, renewToken } from "./vault-scripts.ts";
import { serverTlsSecret } from "./vault-values.ts";

export interface VaultSetupArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly region: string;
  readonly namespace: pulumi.Input<string>;
  /** Key that encrypts what Vault's initialisation gives. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** The installed chart. What is asked of a component does not reach its children, so that it stands here. */
  readonly servers: pulumi.Resource;
  readonly imageMirror?: string | undefined;
}

const account = "vault-setup";
const labels = { "app.kubernetes.io/name": account };

/**
 * How Vault gets from sealed and empty to configurable in the same `up`, with no secret in plain text anywhere: a job
 * initialises it and writes recovery keys and provisioning token to Secrets Manager; the Vault provider then reads the
 * token from there, as a secret. The Vault servers unseal themselves with KMS. A second job keeps the token alive.
 *
 * Price: 0.40 USD a month for each of three secrets.
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
    const ca = secret("ca", `${servicesPath(stack)}/vault-ca`, "Certificate of Vault's authority");

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
    const pod = (script: string) =>
      podTemplate(args, script, {
        RECOVERY_SECRET: recovery.arn,
        TOKEN_SECRET: token.arn,
        CA_SECRET: ca.arn,
      });
    const job = new kubernetes.batch.v1.Job(
      `${name}-job`,
      {
        metadata: { name: account, namespace: args.namespace, labels },
        spec: { backoffLimit: 3, activeDeadlineSeconds: 1800, template: pod(initialise) },
      },
      { ...ready, deleteBeforeReplace: true },
    );
    new kubernetes.batch.v1.CronJob(
      `${name}-renewal`,
      {
        metadata: { name: "vault-token-renewal", namespace: args.namespace, labels },
        spec: {
          schedule: "17 3 * * *",
          concurrencyPolicy: "Forbid",
          successfulJobsHistoryLimit: 1,
          jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: 600, template: pod(renewToken) } },
        },
      },
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

function podTemplate(
  args: VaultSetupArgs,
  script: string,
  secrets: Readonly<Record<string, pulumi.Input<string>>>,
): kubernetes.types.input.core.v1.PodTemplateSpec {
  const env = {
    HOME: "/tmp",
    AWS_REGION: args.region,
    // The first server: before initialisation none is active, and the others follow this one.
    VAULT: "https://vault-0.vault-internal:8200",
    ...secrets,
  };
  return {
    metadata: { labels },
    spec: {
      serviceAccountName: account,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // A container that fails is started again in the same pod, which still has what Vault answered.
      restartPolicy: "OnFailure",
      securityContext: restrictedPod(),
      containers: [
        {
          name: "setup",
          image: image("aws-cli", args.imageMirror),
          command: ["sh", "-c", script],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: "tls", mountPath: "/tls", readOnly: true },
            { name: "scratch", mountPath: "/scratch" },
            { name: "tmp", mountPath: "/tmp" },
          ],
        },
      ],
      volumes: [
        {
          name: "tls",
          secret: {
            secretName: serverTlsSecret,
            items: [{ key: "ca.crt", path: "ca.crt" }],
            defaultMode: 0o440,
          },
        },
        { name: "scratch", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
        { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      ],
    },
  };
}
