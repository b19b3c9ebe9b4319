import { VaultConfiguration } from "@aip/components/security/vault-configuration.ts";
import { vaultProvider } from "@aip/components/security/vault-provider.ts";
import { VaultServer, type VaultServerArgs } from "@aip/components/security/vault-server.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { SecurityConfig } from "./config.ts";

/** What the layer hands over about Vault. */
export interface VaultOutputs {
  readonly vaultAddress: pulumi.Output<string>;
  readonly vaultAuthPath: pulumi.Output<string>;
  readonly vaultKvPath: pulumi.Output<string>;
  readonly vaultCaSecretArn: pulumi.Output<string>;
  readonly vaultRoles: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Vault, and what is in it: engine, logins and a role for each service. */
export function createVault(
  config: SecurityConfig,
  args: VaultServerArgs,
  options: pulumi.ComponentResourceOptions,
): VaultOutputs {
  const server = new VaultServer("vault", args, options);
  const configuration = new VaultConfiguration(
    "vault-config",
    { services: config.vaultLogins },
    {
      provider: vaultProvider({ address: config.vaultAddress, token: server.token }, { dependsOn: [server] }),
      deletedWith: server,
    },
  );
  return {
    vaultAddress: server.address,
    vaultAuthPath: configuration.authPath,
    vaultKvPath: configuration.kvPath,
    vaultCaSecretArn: server.caSecretArn,
    vaultRoles: configuration.roles,
  };
}
