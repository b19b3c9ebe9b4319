#!/usr/bin/env node
// Plain JavaScript, so that a Node that cannot run TypeScript can start it: that one hands over to the Node that is
// installed with the packages.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const installed = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

if (process.features.typescript) {
  await import("./main.ts");
} else if (existsSync(installed)) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(installed, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  // The terminal sends an interrupt to both; the other signals are sent to one process.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("close", (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
} else {
  process.stderr.write(
    `aip: found Node ${process.version}, which cannot run TypeScript, and no other; install the packages (npm ci), ` +
      "which bring one, or put Node 22.18 or newer on PATH\n",
  );
  process.exitCode = 2;
}
