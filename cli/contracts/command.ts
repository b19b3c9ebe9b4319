import { committedLock, compareLocks, currentLock, writeLock } from "@aip/contracts/lock.ts";
import { exit, UsageError } from "../command.ts";

/** Says what differs from the lock. @returns the exit code: 1 if anything does. */
export function checkContracts(): number {
  const { added, breaking } = compareLocks(committedLock(), currentLock());
  for (const key of added) process.stdout.write(`not in the lock yet: ${key}; run aip contracts lock\n`);
  for (const line of breaking) process.stdout.write(`breaking: ${line}\n`);
  return added.length + breaking.length > 0 ? exit.failed : exit.clean;
}

/**
 * Writes the lock.
 *
 * @param allowBreaking Whether keys may be dropped or retyped.
 * @throws UsageError naming the keys that would be, where they may not.
 */
export function lockContracts(allowBreaking: boolean): number {
  const { added, broken } = write(allowBreaking);
  process.stdout.write(`${added} keys added, ${broken} broken\n`);
  return exit.clean;
}

function write(allowBreaking: boolean): { readonly added: number; readonly broken: number } {
  try {
    const { added, breaking } = writeLock(allowBreaking);
    return { added: added.length, broken: breaking.length };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
