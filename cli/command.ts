/** Exit codes of `aip`, the same for every command. */
export const exit = {
  /** All is well. */
  clean: 0,
  /** A mandatory policy fails, or the budget is exceeded. */
  failed: 1,
  /** A mistake in the input: an argument, an environment file, something the cloud would refuse. */
  invalid: 2,
} as const;

/** A mistake in how a command was called. The message says what was found and what is allowed. */
export class UsageError extends Error {}

export interface Command {
  /** How it is called, one form a line, without `aip`. */
  readonly usage: readonly string[];
  /** Options and details, for `aip <command> --help`. */
  readonly details: string;
  /** @returns the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}
