import { createRequire } from "node:module";
import { simulatedCloud } from "../cloud.ts";
import { FileStore } from "./file-store.ts";
import { methods, serve } from "./server.ts";

/**
 * A provider plugin of the simulated cloud: `main.ts <package> [engine address]`. The engine starts it through the
 * executables in `bin/`, once for each provider of a program.
 */
const [packageName, engineAddress] = process.argv.slice(2);
const state = process.env.AIP_SANDBOX_STATE;
if (packageName === undefined) throw new Error("usage: main.ts <package> [engine address]");
if (state === undefined) {
  throw new Error(
    "AIP_SANDBOX_STATE names the folder of the simulated cloud's state; see `aip env --sandbox`.",
  );
}

const { version } = createRequire(import.meta.url)(`@pulumi/${packageName}/package.json`) as {
  version: string;
};

if (packageName === "eks") {
  const { serveComponents } = await import("../eks/plugin.ts");
  await serveComponents(version, engineAddress);
} else {
  const store = new FileStore(state);
  const region = process.env.AIP_SANDBOX_REGION ?? "us-east-1";
  await serve(methods(version, (configured) => simulatedCloud({ store, region: configured ?? region })));
}
