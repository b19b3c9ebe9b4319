import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ProcessResult {
  readonly code: number;
  /** What was written to the error stream. */
  readonly errors: string;
}

/** Runs the Pulumi CLI to its end. An interrupt reaches it through the terminal; it then ends in its own time. */
export function pulumi(
  args: readonly string[],
  options: { readonly folder: string; readonly variables: Readonly<Record<string, string>> },
  onLine: (line: string) => void = () => {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: options.folder,
      env: { ...options.variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    const lines = createInterface({ input: child.stdout });
    lines.on("line", onLine);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, errors: errors.trim() }));
  });
}
