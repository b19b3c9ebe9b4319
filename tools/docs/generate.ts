/** Writes what is generated from the sources and committed. `npm run docs:generate` runs it; a test keeps it true. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generatedFiles } from "./generated-files.ts";

for (const [file, text] of Object.entries(generatedFiles())) {
  writeFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), text);
  console.log(file);
}
