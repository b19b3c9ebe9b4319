/**
 * Installs the real software that the tests beside this file start: Python packages, and programs built from Go modules, into
 * a cache outside the repository. `npm run test:real:install` runs it. What cannot be had is named, and its tests then skip
 * by name.
 */
import { installPython, type PythonSoftware, pythonSoftware } from "./support/software.ts";
import { buildGo, type GoProgramName, goPrograms } from "./telemetry-software.ts";

for (const name of Object.keys(pythonSoftware) as PythonSoftware[]) {
  try {
    installPython(name);
    console.log(`${name}: installed`);
  } catch (error) {
    console.log(`${name}: not installed, its tests will skip: ${(error as Error).message.split("\n")[0]}`);
  }
}

for (const name of Object.keys(goPrograms) as GoProgramName[]) {
  try {
    buildGo(name);
    console.log(`${name}: built`);
  } catch (error) {
    console.log(`${name}: not built, its tests will skip: ${(error as Error).message.split("\n")[0]}`);
  }
}
