/** Exit codes of `aip`, the same for every command. One that a signal ends has 128 and the number of the signal. */
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
