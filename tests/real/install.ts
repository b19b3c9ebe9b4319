/**
 * Installs the Python software that the tests beside this file start, into a cache outside the repository.
 * `npm run test:real:install` runs it. What cannot be had is named, and its tests then skip by name.
 */
import { installPython, type PythonSoftware, pythonSoftware } from "./support/software.ts";

for (const name of Object.keys(pythonSoftware) as PythonSoftware[]) {
  try {
    installPython(name);
    console.log(`${name}: installed`);
  } catch (error) {
    console.log(`${name}: not installed, its tests will skip: ${(error as Error).message.split("\n")[0]}`);
  }
}
