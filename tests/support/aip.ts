import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

export interface Ran {
  /** null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

export interface AipOptions {
  /** Variables besides those of this process, which shows no colours to it. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it has a process group of its own, to which a terminal's interrupt can be sent. Default: false. */
  readonly detached?: boolean;
}

export interface StartedAip {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Starts `aip` as people do, in a process of its own. */
export function startAip(args: readonly string[], options: AipOptions = {}): StartedAip {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...inherited, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: options.detached ?? false,
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, output, errors }));
  });
  return { child, ended };
}

/** Runs `aip` to its end. */
export const runAip = (...args: readonly string[]): Promise<Ran> => startAip(args).ended;
