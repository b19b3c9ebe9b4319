/** A rule of a Vault policy: what may be done under a path. */
export interface VaultRule {
  /** With `+` for one segment, and `*` at the end for any rest. */
  readonly path: string;
  readonly capabilities: readonly string[];
}

const block = /path\s+"([^"]*)"\s*\{([^}]*)\}/g;
const capabilities = /^\s*capabilities\s*=\s*\[([^\]]*)\]\s*$/;

/**
 * The rules of a Vault policy as the platform writes them: `path` blocks that hold `capabilities` alone, and comments
 * (https://developer.hashicorp.com/vault/docs/concepts/policies, 2026-11-24).
 *
 * @throws Error naming what else is in the text: parameters and the older `policy` key change what a rule allows.
 */
export function vaultRules(text: string): readonly VaultRule[] {
  const bare = text.replace(/(^|\s)(#|\/\/)[^\n]*/g, "$1");
  const rest = bare.replace(block, "").trim();
  if (rest !== "")
    throw new Error(`A Vault policy holds ${JSON.stringify(rest)}, where only path blocks may be.`);
  return [...bare.matchAll(block)].map(([, path = "", body = ""]) => {
    const list = capabilities.exec(body)?.[1];
    if (list === undefined) {
      throw new Error(
        `The path "${path}" of a Vault policy holds ${JSON.stringify(body.trim())}, where only capabilities may be.`,
      );
    }
    return { path, capabilities: [...list.matchAll(/"([^"]*)"/g)].map(([, name = ""]) => name) };
  });
}
