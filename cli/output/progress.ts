/** Progress on the error stream: one line a step on a terminal, nothing elsewhere. */
export class Progress {
  readonly #terminal = process.stderr.isTTY === true;

  step(text: string): void {
    if (this.#terminal) process.stderr.write(`${text}\n`);
  }
}
