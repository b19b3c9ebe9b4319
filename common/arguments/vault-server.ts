import { checkBounds } from "../bounds.ts";
import type { Problems } from "../problems.ts";

/** The arguments of Vault's servers that no other resource's output flows into. */
export interface VaultServerSettings {
  /** Servers: 1, 3 or 5. With 3 and more, the loss of one is no outage. Default: 3. */
  readonly replicas?: number;
  /** GiB of each server's data volume, 1 or more. Default: 10. */
  readonly storageGiB?: number;
  /** GiB of each server's audit volume, 1 or more. Default: 10. */
  readonly auditStorageGiB?: number;
}

/**
 * How many servers hold a quorum well: an even number loses as easily as one less, and above five every write waits for
 * more of them (https://developer.hashicorp.com/vault/docs/internals/integrated-storage, deployment table).
 */
export const vaultReplicas = [1, 3, 5] as const;

/** What the number of servers may be, as the rest of a sentence. */
export const vaultReplicasAllowed = `one of ${vaultReplicas.join(", ")}; an even number loses as easily as one less`;

/** Size of a server's volumes. */
export const vaultStorage = { least: 1, unit: "GiB" } as const;

/** The settings with all defaults. */
export const resolveVaultServerSettings = (settings: VaultServerSettings): Required<VaultServerSettings> => ({
  replicas: settings.replicas ?? 3,
  storageGiB: settings.storageGiB ?? 10,
  auditStorageGiB: settings.auditStorageGiB ?? 10,
});

/** Reports everything that makes Vault's servers impossible. */
export function checkVaultServer(settings: VaultServerSettings, problems: Problems): void {
  problems.rule(() => {
    const { replicas } = settings;
    if (replicas === undefined || vaultReplicas.some((count) => count === replicas)) return;
    problems.add("replicas", replicas, vaultReplicasAllowed);
  });
  for (const key of ["storageGiB", "auditStorageGiB"] as const) {
    problems.rule(() => checkBounds(key, settings[key], vaultStorage, problems));
  }
}
