import mocha, { type MochaOptions, type Runner } from "mocha";
import { skipReasons } from "./skip.ts";

/** Mocha's own report, then why tests were skipped, then one plain line with the counts. */
export default class Reporter extends mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const reasons = [...skipReasons].map((reason) => `skipped: ${reason}\n`).join("");
      process.stdout.write(`${reasons}${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}
