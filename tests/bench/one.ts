// Runs one measurement in this process, as `aip` runs a plan: without stack traces.
import { enableCompileCache } from "node:module";

enableCompileCache();
Error.stackTraceLimit = 0;

const [module = "", ...args] = process.argv.slice(2);
const { bench } = (await import(`./${module}.ts`)) as { bench: (...args: string[]) => Promise<unknown> };
const result = await bench(...args);
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ peakMegabytes, result: result ?? null })}\n`);
