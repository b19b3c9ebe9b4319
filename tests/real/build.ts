/**
 * Builds the Go programs that the tests beside this file start, into a cache outside the repository: several minutes on two
 * cores, once for each version. `npm run test:real:build` runs it. What cannot be built is named, and its tests skip by name.
 */
import { buildGo, type GoProgramName, goPrograms } from "./telemetry-software.ts";

for (const name of Object.keys(goPrograms) as GoProgramName[]) {
  try {
    buildGo(name);
    console.log(`${name}: built`);
  } catch (error) {
    console.log(`${name}: not built, its tests will skip: ${(error as Error).message.split("\n")[0]}`);
  }
}
