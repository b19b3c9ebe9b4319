import type * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

export interface VaultProviderArgs {
  /** URL at which the machine that runs Pulumi reaches Vault. */
  readonly address: pulumi.Input<string>;
  /** Token that may configure Vault, as a secret. */
  readonly token: pulumi.Input<string>;
}

/**
 * The Vault provider of a layer. It asks again for some five minutes: after the first `up` of an environment the name
 * of Vault may take as long to be known, and a forward to be opened. What it does, it does with a token of its own that
 * ends after 20 minutes.
 */
export const vaultProvider = (args: VaultProviderArgs, options: pulumi.ResourceOptions): vault.Provider =>
  new vault.Provider(
    "vault",
    { address: args.address, token: args.token, maxRetries: 200, maxLeaseTtlSeconds: 1200 },
    options,
  );
