import type { Context } from "mocha";

/** Why tests of this run were skipped; the reporter says it at the end. */
export const skipReasons = new Set<string>();

/** Skips the test or the suite that runs, and keeps the reason: nothing is skipped in silence. */
export function skip(context: Context, reason: string): void {
  skipReasons.add(reason);
  context.skip();
}
