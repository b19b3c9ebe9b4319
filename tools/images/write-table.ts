/**
 * Writes the table of our own images, `facts/own-images.json`: `npm run images:table`, with digests as
 * `feast=sha256:…` where images were built.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { imageTable, type OwnImage } from "./table.ts";

const file = fileURLToPath(new URL("../../facts/own-images.json", import.meta.url));
const before = JSON.parse(readFileSync(file, "utf8")) as Record<string, OwnImage>;
const digests = Object.fromEntries(
  process.argv.slice(2).map((argument) => {
    const at = argument.indexOf("=");
    return [argument.slice(0, at), argument.slice(at + 1)];
  }),
);
const lines = Object.entries(imageTable(before, digests)).map(
  ([image, { tag, digest }]) =>
    `  ${JSON.stringify(image)}: { "tag": ${JSON.stringify(tag)}, "digest": ${JSON.stringify(digest)} }`,
);
writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
