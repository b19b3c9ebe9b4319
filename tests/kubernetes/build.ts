import { buildApiServer } from "./toolchain.ts";

/** Builds the API server that the tests beside this file use, if that has not been done yet. */
console.log(await buildApiServer());
