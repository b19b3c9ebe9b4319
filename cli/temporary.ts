import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { undoneBySignals } from "./signals.ts";

/**
 * Runs work with a temporary folder, which is gone afterwards, also where a signal ends the process.
 *
 * @param prefix What its name begins with.
 * @param stop Ends what still writes to the folder, at once. Default: nothing does.
 */
export async function withTemporaryFolder<Result>(
  prefix: string,
  work: (folder: string) => Promise<Result>,
  stop: () => void = () => {},
): Promise<Result> {
  let folder: string | undefined;
  const remove = () => {
    stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return undoneBySignals(remove, async () => {
    try {
      // Only now: a signal that comes in between would leave it.
      folder = mkdtempSync(join(tmpdir(), prefix));
      return await work(folder);
    } finally {
      remove();
    }
  });
}
