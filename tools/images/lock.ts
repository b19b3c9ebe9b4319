/** Writes the lock of an image's Python packages with uv, which must be on the path: `npm run images:lock -- feast`. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { imageNames, imagesFolder } from "./table.ts";

const image = process.argv[2] ?? "";
if (!imageNames().includes(image)) {
  throw new Error(`There is no image "${image}"; there are ${imageNames().join(", ")}.`);
}
// What a package asks for and the image does not follow; the file says why.
const overrides = existsSync(join(imagesFolder, image, "overrides.txt"))
  ? ["--override", "overrides.txt"]
  : [];
execFileSync(
  "uv",
  // Good for every Python from that of the image on, with the hashes of all files, whatever machine it is written on.
  ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"].concat(
    ["--no-emit-index-url", "--custom-compile-command", `npm run images:lock -- ${image}`],
    overrides,
    ["--output-file", "requirements.txt", "requirements.in"],
  ),
  { cwd: join(imagesFolder, image), stdio: "inherit" },
);
