import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Signal, toldOfSignals } from "../signals.ts";

export interface ProcessResult {
  readonly code: number;
  /** What was written to the error stream. */
  readonly errors: string;
  /** The first signal that came meanwhile. */
  readonly interrupted: Signal | undefined;
}

/**
 * Runs the Pulumi CLI to its end. It has a process group of its own, so that an interrupt at the terminal reaches it
 * through us alone, once: the first lets it finish what it has begun, the second stops it at once.
 */
export async function pulumi(
  args: readonly string[],
  options: { readonly folder: string; readonly variables: Readonly<Record<string, string>> },
  onLine: (line: string) => void = () => {},
): Promise<ProcessResult> {
  let child: ChildProcess | undefined;
  let interrupted: Signal | undefined;
  const onSignal = (signal: Signal, count: number) => {
    interrupted ??= signal;
    child?.kill("SIGINT");
    process.stderr.write(`${count === 1 ? asked(signal) : insisted(signal)}\n`);
  };
  let errors = "";
  const run = async () => {
    const started = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: options.folder,
      env: { ...options.variables },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    child = started;
    started.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    createInterface({ input: started.stdout }).on("line", onLine);
    return new Promise<number>((resolve, reject) => {
      started.on("error", reject);
      started.on("close", (code) => resolve(code ?? 1));
    });
  };
  // Signals are listened to before the process is there: one that came in between would end us alone.
  const code = await toldOfSignals(onSignal, run);
  return { code, errors: errors.trim(), interrupted };
}

const asked = (signal: Signal): string =>
  `${signal}: Pulumi finishes what it has begun, and ends; wait for it. Another interrupt stops it at once, which may ` +
  "leave a lock on the stack and operations that nobody knows the end of.";

const insisted = (signal: Signal): string => `${signal} again: Pulumi is asked to stop at once.`;
