import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { contracts } from "./index.ts";

/** The contracts as data: layer, key, JSON Schema of the value, and whether it is secret. */
export type Lock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const lockFile = new URL("contracts.lock.json", import.meta.url);

/** The lock that the contracts in the code would give. */
export function currentLock(): Lock {
  return Object.fromEntries(
    Object.entries(contracts).map(([layer, { shape, secrets }]) => [
      layer,
      Object.fromEntries(
        Object.entries<z.ZodType>(shape).map(([key, type]) => {
          const { $schema: _, ...schema } = z.toJSONSchema(type);
          return [key, (secrets as readonly string[]).includes(key) ? { ...schema, secret: true } : schema];
        }),
      ),
    ]),
  );
}

export const committedLock = (): Lock => JSON.parse(readFileSync(lockFile, "utf8")) as Lock;

export interface LockChanges {
  readonly added: readonly string[];
  /** Removed keys, and keys whose type is another: a layer that is already up may not give, or not expect, the new one. */
  readonly breaking: readonly string[];
}

/** What has changed between two locks, by `layer.key`. */
export function compareLocks(before: Lock, after: Lock): LockChanges {
  const added: string[] = [];
  const breaking: string[] = [];
  for (const layer of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[layer] ?? {};
    const now = after[layer] ?? {};
    for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
      if (!(key in old)) added.push(`${layer}.${key}`);
      else if (!(key in now)) breaking.push(`${layer}.${key} is gone`);
      else if (JSON.stringify(old[key]) !== JSON.stringify(now[key]))
        breaking.push(`${layer}.${key} has another type`);
    }
  }
  return { added, breaking };
}

/**
 * Writes the lock.
 *
 * @param allowBreaking Whether keys may go or change their type. Give it only once no layer that is up reads them.
 * @throws Error listing what would break; nothing is written then.
 */
export function writeLock(allowBreaking: boolean): LockChanges {
  const after = currentLock();
  const changes = compareLocks(readLockOrNothing(), after);
  if (changes.breaking.length > 0 && !allowBreaking) {
    throw new Error(
      `The contracts break what is deployed:\n${changes.breaking.map((line) => `  - ${line}\n`).join("")}` +
        "Publish the new key beside the old one, move the readers, then remove the old one with --breaking.",
    );
  }
  writeFileSync(lockFile, `${JSON.stringify(after, null, 2)}\n`);
  return changes;
}

function readLockOrNothing(): Lock {
  try {
    return committedLock();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
