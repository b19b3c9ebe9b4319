#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// Compiled code, and TypeScript without its types, is kept between runs.
enableCompileCache();
// The SDK keeps a stack trace for every promise, which is most of the time a plan takes; only --debug wants them.
if (!process.argv.includes("--debug")) Error.stackTraceLimit = 0;

const { run } = await import("./run.ts");
await run(process.argv.slice(2));
