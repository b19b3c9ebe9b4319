import { RunError } from "@pulumi/pulumi";

/**
 * Collects what is wrong with a component's arguments, so that a user sees all of it in one error.
 *
 * The error is a RunError: the CLI shows its message without a stack trace.
 */
export class Problems {
  readonly #subject: string;
  readonly #lines: string[] = [];

  /** @param subject What the arguments are of, for instance `NodePool gpu-inference`. */
  constructor(subject: string) {
    this.#subject = subject;
  }

  /**
   * @param argument Path of the argument, such as `instanceTypes[0]`.
   * @param found The value.
   * @param allowed What would be right, as the rest of a sentence after "allowed:".
   */
  add(argument: string, found: unknown, allowed: string): void {
    this.#lines.push(`  - ${argument}: found ${JSON.stringify(found) ?? "nothing"}; allowed: ${allowed}`);
  }

  /** @throws RunError naming the subject and every problem, if there is any. */
  throwIfAny(): void {
    if (this.#lines.length > 0)
      throw new RunError(`${this.#subject} is not possible:\n${this.#lines.join("\n")}`);
  }
}
