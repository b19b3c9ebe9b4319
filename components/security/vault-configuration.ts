import { Problems } from "@aip/common/problems.ts";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

export interface VaultService {
  /** Namespace of the service's pods. */
  readonly namespace: string;
  /** Names of the service accounts in it; at least one. */
  readonly serviceAccounts: readonly string[];
  /** Path in the kv engine that it reads, without a slash at either end. Default: its name. */
  readonly path?: string | undefined;
}

/** Where logins of pods are mounted; the token for provisioning may configure this one path. */
const authPath = "kubernetes";

export interface VaultConfigurationArgs {
  /**
   * Who may log in, by service: its pods are those of some service accounts of one namespace. No name may be a
   * pattern.
   */
  readonly services: Readonly<Record<string, VaultService>>;
  /** Path of the kv-v2 engine. Default: `platform`. */
  readonly kvPath?: string;
  /** Seconds that a login lasts, 60 to 86400. Default: 3600. */
  readonly tokenTtlSeconds?: number;
}

/**
 * What Vault holds and who may have it: a versioned key-value engine, logins by Kubernetes service account, and for each
 * service one role and one policy that lets it read its own path, `<kvPath>/data/<service>/`, and no other. Every
 * request is written to two audit devices: Vault answers nothing that none of them could record, so that one full
 * volume must not stop it.
 *
 * Runs against the Vault of the provider in `options`. Costs nothing.
 *
 * @example
 * import { VaultConfiguration, vaultProvider } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const token = new pulumi.Config().requireSecret("vaultToken");
 * const vault = vaultProvider({ address: "https://vault.ai.example.com", token }, {});
 * new VaultConfiguration(
 *   "vault-configuration",
 *   { services: { scoring: { namespace: "scoring", serviceAccounts: ["scoring"] } } },
 *   { provider: vault },
 * );
 */
export class VaultConfiguration extends pulumi.ComponentResource {
  readonly kvPath: pulumi.Output<string>;
  readonly authPath: pulumi.Output<string>;
  /** Role of each service. */
  readonly roles: Readonly<Record<string, pulumi.Output<string>>>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: VaultConfigurationArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:VaultConfiguration", name, {}, options);
    const { kvPath = "platform", tokenTtlSeconds = 3600 } = args;
    checkArgs(name, args);
    // Its configuration goes with Vault: where the servers are deleted, nobody is left to ask.
    const parent = { parent: this, ...(options?.deletedWith ? { deletedWith: options.deletedWith } : {}) };

    const audits = [
      ["file", "/vault/audit/audit.log"],
      ["stdout", "stdout"],
    ].map(
      ([path, file]) =>
        new vault.Audit(
          `${name}-audit-${path}`,
          { type: "file", path: path as string, options: { file_path: file as string } },
          parent,
        ),
    );
    // Nothing is configured that would not be recorded.
    const recorded = { ...parent, dependsOn: audits };
    const kv = new vault.Mount(
      `${name}-kv`,
      {
        path: kvPath,
        type: "kv",
        options: { version: "2" },
        description: "Secrets of the platform's services, by service",
      },
      recorded,
    );
    const auth = new vault.AuthBackend(
      `${name}-auth`,
      { type: "kubernetes", path: authPath, description: "Logins of pods" },
      recorded,
    );
    const method = new vault.kubernetes.AuthBackendConfig(
      `${name}-auth-config`,
      // Vault checks a login with the token and the authority of its own pod; neither is kept anywhere.
      { backend: auth.path, kubernetesHost: "https://kubernetes.default.svc" },
      parent,
    );
    this.roles = Object.fromEntries(
      Object.entries(args.services).map(([service, { namespace, serviceAccounts, path = service }]) => {
        const policy = new vault.Policy(
          `${name}-${service}-policy`,
          { name: service, policy: readOwnPath(kv.path, path) },
          parent,
        );
        const role = new vault.kubernetes.AuthBackendRole(
          `${name}-${service}-role`,
          {
            backend: auth.path,
            roleName: service,
            boundServiceAccountNames: [...serviceAccounts],
            boundServiceAccountNamespaces: [namespace],
            audience: "https://kubernetes.default.svc",
            tokenPolicies: [policy.name],
            tokenTtl: tokenTtlSeconds,
            tokenMaxTtl: 4 * tokenTtlSeconds,
          },
          { ...parent, dependsOn: [method] },
        );
        return [service, role.roleName];
      }),
    );
    this.kvPath = kv.path;
    this.authPath = auth.path.apply((path) => path ?? authPath);
    this.registerOutputs({ kvPath: this.kvPath, authPath: this.authPath, roles: this.roles });
  }
}

/** The policy of a service, in the words of Vault (https://developer.hashicorp.com/vault/docs/concepts/policies). */
export const readOwnPath = (kvPath: pulumi.Input<string>, path: string): pulumi.Output<string> =>
  pulumi.interpolate`path "${kvPath}/data/${path}/*" {
  capabilities = ["read"]
}

path "${kvPath}/metadata/${path}/*" {
  capabilities = ["read", "list"]
}
`;

// A service called `teams` would read the paths of all teams.
const reserved = ["root", "default", "provisioner", "teams"];

function checkArgs(name: string, args: VaultConfigurationArgs): void {
  const problems = new Problems(`VaultConfiguration ${name}`);
  for (const [service, { namespace, serviceAccounts, path = service }] of Object.entries(args.services)) {
    if (!/^[a-z][a-z0-9-]*$/.test(service) || reserved.includes(service)) {
      problems.add(
        `services.${service}`,
        service,
        `lower-case letters, digits and dashes, and none of ${reserved.join(", ")}`,
      );
    }
    if (serviceAccounts.length === 0) {
      problems.add(`services.${service}.serviceAccounts`, serviceAccounts, "at least one");
    }
    if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(path)) {
      // In a policy "*" and "+" stand for others' paths.
      problems.add(
        `services.${service}.path`,
        path,
        "lower-case letters, digits and dashes, parts with slashes between",
      );
    }
    for (const name of [namespace, ...serviceAccounts]) {
      // Vault takes "*" for all, which would let every pod log in.
      if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
        problems.add(`services.${service}`, name, "names of single objects; no pattern");
      }
    }
  }
  const ttl = args.tokenTtlSeconds ?? 3600;
  if (!Number.isInteger(ttl) || ttl < 60 || ttl > 86400) {
    problems.add("tokenTtlSeconds", ttl, "60 to 86400 seconds");
  }
  problems.throwIfAny();
}
