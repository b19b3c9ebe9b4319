import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Measurement {
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** What the measured code returned. */
  readonly result: unknown;
}

const runner = fileURLToPath(new URL("one.ts", import.meta.url));

/**
 * Measures a module's `bench(...args)` in a process of its own, start-up included, and returns the median of the runs.
 *
 * @param module A file beside this one.
 * @param args Arguments of its `bench` function.
 * @param runs How often it is run; one run more, not counted, warms the disk.
 */
export function measure(module: string, args: readonly string[] = [], runs = 3): Measurement {
  const measured = Array.from({ length: runs + 1 }, () => once(module, args)).slice(1);
  const sorted = measured.toSorted((one, other) => one.seconds - other.seconds);
  return sorted[Math.floor(sorted.length / 2)] as Measurement;
}

function once(module: string, args: readonly string[]): Measurement {
  const start = performance.now();
  const output = execFileSync(process.execPath, [runner, module, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seconds = (performance.now() - start) / 1000;
  const last = output.trim().split("\n").at(-1) ?? "";
  return { seconds, ...(JSON.parse(last) as { peakMegabytes: number; result: unknown }) };
}
