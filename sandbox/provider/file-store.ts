import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../core/store.ts";

/** File systems allow 255 bytes; what is longer is cut here and made unique by a hash. */
const longest = 180;

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[~*]/g, (c) => (c === "~" ? "%7E" : "%2A"));

interface Entry {
  readonly key: string;
  readonly value: unknown;
}

/**
 * What the simulated cloud remembers, as one file per key, so that the provider plugins of all layers share it. A
 * folder per kind (`res`, `ref`, …) keeps listings short. Writes replace whole files: a reader never sees half of one.
 */
export class FileStore implements Store {
  readonly #directory: string;
  readonly #kinds = new Set<string>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  get(key: string): unknown {
    return this.#read(this.#path(key))?.value;
  }

  put(key: string, value: unknown): void {
    const path = this.#path(key);
    const kind = join(path, "..");
    if (!this.#kinds.has(kind)) {
      // Secrets of the simulated resources are in these files, as they would be in the cloud.
      mkdirSync(kind, { recursive: true, mode: 0o700 });
      this.#kinds.add(kind);
    }
    const planned = `${path}.${process.pid}`;
    writeFileSync(planned, JSON.stringify({ key, value } satisfies Entry), { mode: 0o600 });
    renameSync(planned, path);
  }

  delete(key: string): void {
    rmSync(this.#path(key), { force: true });
  }

  list(prefix: string): string[] {
    const [kind, rest] = split(prefix);
    const start = encode(rest).slice(0, longest);
    return this.#files(join(this.#directory, kind))
      .filter((name) => name.startsWith(start) && name.endsWith(".json"))
      .flatMap((name) => this.#read(join(this.#directory, kind, name))?.key ?? [])
      .filter((key) => key.startsWith(prefix));
  }

  #files(folder: string): string[] {
    try {
      return readdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  #read(path: string): Entry | undefined {
    try {
      return JSON.parse(readFileSync(path, "utf8")) as Entry;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  #path(key: string): string {
    const [kind, rest] = split(key);
    const name = encode(rest);
    const file =
      name.length <= longest
        ? name
        : `${name.slice(0, longest)}~${createHash("sha256").update(rest).digest("hex").slice(0, 32)}`;
    return join(this.#directory, kind, `${file}.json`);
  }
}

/** `res:aws:ec2/vpc:Vpc:vpc-1` is of the kind `res`. */
function split(key: string): [string, string] {
  const colon = key.indexOf(":");
  return [key.slice(0, colon), key.slice(colon + 1)];
}
