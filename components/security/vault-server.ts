import {
  checkVaultServer,
  resolveVaultServerSettings,
  type VaultServerSettings,
} from "@aip/common/arguments/vault-server.ts";
import { Problems } from "@aip/common/problems.ts";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../core/encryption-key.ts";
import { PodIdentity } from "../iam/pod-identity.ts";
import { installChart } from "../kubernetes/chart.ts";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { type GatewayReference, routeService } from "../kubernetes/route.ts";
import { vaultTraffic } from "./vault-network.ts";
import { VaultSetup } from "./vault-setup.ts";
import { vaultTls } from "./vault-tls.ts";
import { vaultValues } from "./vault-values.ts";

export interface VaultServerArgs extends Mirrors, VaultServerSettings {
  /** EKS cluster that the servers run on. */
  readonly clusterName: pulumi.Input<string>;
  /** Name of the namespace, which is made here. */
  readonly namespace: string;
  /** AWS region of the cluster. */
  readonly region: string;
  /** IPv4 range of the VPC: the load balancer and the API server call from there. */
  readonly vpcCidr: pulumi.Input<string>;
  /** Encrypted storage class of the servers' volumes. */
  readonly storageClass: pulumi.Input<string>;
  /** Key that encrypts the secrets that initialisation writes. */
  readonly secretsKeyArn: pulumi.Input<string>;
  /**
   * Whether Pulumi may delete the key that unseals the servers; without it nothing in Vault can ever be read again.
   * Default: false.
   */
  readonly disposable?: boolean;
  /** How people reach Vault by its name. Default: by forwarding only. */
  readonly route?:
    | {
        /** Gateway that the route attaches to. */
        readonly gateway: GatewayReference;
        /** Host name that the gateway answers for Vault. */
        readonly hostname: string;
      }
    | undefined;
}

const port = 8200;

/**
 * Vault with integrated storage. The servers talk TLS, unseal themselves with a key of their own in KMS, which only
 * their service account may use, and spread over zones. Pods take secrets through the injector.
 *
 * Installing the chart does not wait for the servers to be ready: they are only once they are initialised, which is what
 * `VaultSetup` does after it.
 *
 * Price: 1 USD a month for the key, the volumes, and what the servers request of the nodes
 * (https://aws.amazon.com/kms/pricing/).
 *
 * @example
 * import { EncryptionKey, VaultServer } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const key = new EncryptionKey("secrets", { description: "What Vault's initialisation writes" });
 * const vault = new VaultServer("vault", {
 *   clusterName: new pulumi.Config().require("clusterName"),
 *   namespace: "vault",
 *   region: "us-east-1",
 *   vpcCidr: "10.0.0.0/16",
 *   storageClass: "gp3",
 *   secretsKeyArn: key.arn,
 * });
 * export const address = vault.address;
 */
export class VaultServer extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly address: pulumi.Output<string>;
  /** Token that may configure Vault, as a secret output. */
  readonly token: pulumi.Output<string>;
  /** Secret with the certificate that clients trust. */
  readonly caSecretArn: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: VaultServerArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:VaultServer", name, {}, options);
    const { replicas, storageGiB, auditStorageGiB } = resolve(name, args);
    const parent = { parent: this };
    const { clusterName, region, imageMirror } = args;

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: { "requests.cpu": "4", "limits.memory": "8Gi", pods: "20" } },
      parent,
    );
    const network = vaultTraffic(`${name}-network`, namespace, args.vpcCidr, parent);
    const key = new EncryptionKey(
      `${name}-unseal`,
      { description: "Unseals Vault" },
      { parent: this, protect: !(args.disposable ?? false) },
    );
    const identity = new PodIdentity(
      `${name}-identity`,
      {
        clusterName,
        namespace,
        serviceAccount: "vault",
        statements: [{ actions: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"], resources: [key.arn] }],
      },
      parent,
    );
    const certificate = vaultTls(`${name}-tls`, args.namespace, namespace, replicas, parent);
    const chart = installChart(
      "vault",
      {
        chart: "vault",
        namespace,
        mirrors: args,
        skipAwait: true,
        values: vaultValues({
          replicas,
          storageGiB,
          auditStorageGiB,
          storageClass: args.storageClass,
          region,
          unsealKeyArn: key.arn,
        }),
      },
      { parent: this, dependsOn: [identity, certificate, network] },
    );
    const setup = new VaultSetup(
      `${name}-setup`,
      { clusterName, region, namespace, kmsKeyArn: args.secretsKeyArn, servers: chart, imageMirror },
      parent,
    );
    if (args.route) {
      routeService(
        name,
        {
          ...args.route,
          namespace,
          service: "vault",
          port,
          protocol: "HTTPS",
          healthPath: "/v1/sys/health?standbyok=true",
        },
        { parent: this, dependsOn: [setup] },
      );
    }
    this.address = pulumi.interpolate`https://vault.${namespace}.svc:${port}`;
    this.token = setup.token;
    this.caSecretArn = setup.caSecretArn;
    this.registerOutputs({ address: this.address, caSecretArn: this.caSecretArn });
  }
}

function resolve(name: string, args: VaultServerArgs): Required<VaultServerSettings> {
  const problems = new Problems(`VaultServer ${name}`);
  checkVaultServer(args, problems);
  problems.throwIfAny();
  return resolveVaultServerSettings(args);
}
