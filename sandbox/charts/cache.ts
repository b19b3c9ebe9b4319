import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "@aip/common/programs.ts";

const pathOf = (name: string): string => join(cacheFolder("aip"), "rendered", `${name}.json`);

/** What was kept under a name; undefined where nothing was, or where it cannot be read. */
export function readCache(name: string): unknown {
  try {
    return JSON.parse(readFileSync(pathOf(name), "utf8"));
  } catch {
    // Not there, or cut off: it is made again.
    return undefined;
  }
}

/** Keeps a value. A reader never sees half of it. Values of charts may be secret, so the files are their owner's alone. */
export function writeCache(name: string, value: unknown): void {
  const path = pathOf(name);
  const part = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(part, JSON.stringify(value), { mode: 0o600 });
  renameSync(part, path);
}
