import { z } from "zod";
import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the security layer hands over: where secrets come from, and the front door of the services. */
export const security = defineContract("security", {
  secretsKeyArn: value.arn("kms"),
  /** ClusterSecretStore of External Secrets that reads AWS Secrets Manager; null where that is off. */
  secretStoreName: value.text.nullable(),
  /** ClusterSecretStore of each team, which its namespace alone may use; empty where External Secrets is off. */
  teamSecretStores: z.record(value.text, value.text),
  /** Path in Secrets Manager below which that store can read: `ai-platform/<environment>/services`. */
  secretsPath: value.text,
  /** Address of Vault inside the cluster; null where Vault is off, like the rest of it. */
  vaultAddress: value.url.nullable(),
  /** Path of Vault's Kubernetes auth method. */
  vaultAuthPath: value.text.nullable(),
  /** Path of Vault's kv-v2 secrets engine. */
  vaultKvPath: value.text.nullable(),
  /**
   * Vault role of each service, by service name, and of each team, by its namespace. A role reaches
   * `<vaultKvPath>/data/<service>/` only, that of a team `<vaultKvPath>/data/teams/<team>/`.
   */
  vaultRoles: z.record(value.text, value.text),
  /** Secrets Manager secret with the certificate that Vault's clients trust, as PEM; it is no secret. */
  vaultCaSecretArn: value.arn("secretsmanager").nullable(),
  /** The Gateway that HTTP routes attach to; null where services are reached by forwarding. */
  gatewayName: value.text.nullable(),
  gatewayNamespace: value.text.nullable(),
});
