/** The reference of the layers in Markdown: a picture of what reads what, and every value that a layer hands over. */

import { directLinks } from "@aip/cli/report/picture.ts";
import { catalogueProject, layerNames } from "@aip/contracts";
import { currentLock } from "@aip/contracts/lock.ts";
import { commentedExport } from "./comments.ts";
import type { JsonSchema } from "./environment-schema.ts";
import { typeOf } from "./types.ts";

export function layersReference(): string {
  const lock = currentLock() as Readonly<
    Record<string, Readonly<Record<string, JsonSchema & { secret?: true }>>>
  >;
  const comments = commentedExport("contracts/index.ts", "contracts");
  const sections = layerNames.map((layer) => {
    const shape = comments.property(layer)?.value.property("shape")?.value;
    const rows = Object.entries(lock[layer] ?? {}).map(([key, schema]) => {
      const about = [schema.secret ? "Secret." : "", shape?.property(key)?.comment ?? ""]
        .filter(Boolean)
        .join(" ");
      return `| \`${key}\` | ${typeOf(schema)} | ${about.replaceAll("|", "\\|")} |`;
    });
    return [`## ${layer}`, ["| Value | Type | What it is |", "| --- | --- | --- |", ...rows].join("\n")];
  });
  return `${[introduction, picture(), ...sections.flat()].join("\n\n")}\n`;
}

const introduction = [
  "# Layers and what they hand over",
  "",
  "An arrow points from a layer to one that reads it; arrows that others imply are left out. Values are checked by the",
  "reader before it creates anything, and `contracts/contracts.lock.json` makes every change of them visible.",
  "This page is generated from `contracts/` by `npm run docs:generate`; a test keeps it true.",
].join("\n");

function picture(): string {
  const links = [...layerNames, catalogueProject].flatMap((layer) =>
    directLinks(layer).map((read) => `  ${read} --> ${layer}`),
  );
  return ["```mermaid", "flowchart LR", ...links, `  ${catalogueProject}[catalogue]`, "```"].join("\n");
}
