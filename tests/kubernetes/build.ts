import { buildKueue } from "./kueue.ts";
import { buildControlPlane } from "./toolchain.ts";

/**
 * Builds the control plane that the tests beside this file use, and with the argument `kueue` Kueue too, if that has not been
 * done yet.
 */
const kueue = process.argv[2] === "kueue" ? [await buildKueue()] : [];
console.log([...Object.values(await buildControlPlane()), ...kueue].join("\n"));
