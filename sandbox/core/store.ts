/**
 * What the simulated cloud remembers, as keys and JSON values. The plan keeps it in memory; the provider plugins,
 * which are separate processes, share it as files. Keys are `kind:rest`, so that a prefix lists a kind.
 */
export interface Store {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  delete(key: string): void;
  /** The keys that start with the prefix, in no particular order. */
  list(prefix: string): string[];
}

export class MemoryStore implements Store {
  readonly #entries = new Map<string, unknown>();

  get(key: string): unknown {
    return this.#entries.get(key);
  }

  put(key: string, value: unknown): void {
    this.#entries.set(key, value);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  list(prefix: string): string[] {
    return [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
  }
}
