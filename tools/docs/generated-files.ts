import { environmentReference } from "./environment-reference.ts";
import { environmentKeys, fileSchema } from "./environment-schema.ts";
import { journeysReference } from "./journeys-reference.ts";
import { layersReference } from "./layers-reference.ts";
import { servicesReference } from "./services-reference.ts";

/** The text of every generated file, by its path from the root of the repository. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const keys = environmentKeys();
  return {
    "environments/environment.schema.json": `${JSON.stringify(fileSchema(keys), null, 2)}\n`,
    "docs/reference/environment.md": environmentReference(keys),
    "docs/reference/journeys.md": journeysReference(),
    "docs/reference/layers.md": layersReference(),
    "docs/reference/services.md": servicesReference(),
  };
}
