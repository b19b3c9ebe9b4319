import { buildControlPlane } from "./toolchain.ts";

/** Builds the control plane that the tests beside this file use, if that has not been done yet. */
console.log(Object.values(await buildControlPlane()).join("\n"));
