import { createHash } from "node:crypto";
import { readCache, writeCache } from "./cache.ts";
import { type Helm, type Release, template } from "./helm.ts";
import { isDefinition, type Manifest, readObjects } from "./objects.ts";
import { type DefinitionSchemas, withoutSchemas, withSchemas } from "./schemas.ts";
import type { ChartSource } from "./source.ts";

/** Changes whenever what is kept for a rendered chart does. */
const form = 1;

/** What a chart renders to. */
export interface Rendered {
  /** In the order in which they are registered. Definitions have a digest in the place of each schema. */
  readonly objects: readonly Manifest[];
  /** The same with the definitions as a whole. */
  whole(): readonly Manifest[];
}

type Schemas = Readonly<Record<string, DefinitionSchemas>>;

/**
 * Renders a chart as the provider would, or reads what an earlier call rendered with the same Helm, files and release.
 *
 * @throws Error with what Helm says, or where the chart renders differently each time.
 */
export async function render(helm: Helm, source: ChartSource, release: Release): Promise<Rendered> {
  const key = createHash("sha256")
    .update(JSON.stringify([form, helm.version, source.digest, release]))
    .digest("hex");
  const kept = readCache(key) as Manifest[] | undefined;
  if (kept) return rendered(kept, () => readCache(`${key}.schemas`) as Schemas);
  const [text, again] = await Promise.all([
    template(helm, source.path, release),
    template(helm, source.path, release),
  ]);
  const objects = readObjects(text, release.namespace);
  if (again !== text) refuseChange(objects, readObjects(again, release.namespace));
  const schemas: Record<string, DefinitionSchemas> = {};
  const light = objects.map((object) => {
    if (!isDefinition(object)) return object;
    const taken = withoutSchemas(object);
    schemas[object.metadata.name] = taken.schemas;
    return taken.definition;
  });
  writeCache(`${key}.schemas`, schemas);
  writeCache(key, light);
  return rendered(light, () => schemas);
}

const rendered = (objects: readonly Manifest[], schemas: () => Schemas): Rendered => ({
  objects,
  whole: () => {
    const read = schemas();
    return objects.map((object) =>
      isDefinition(object) ? withSchemas(object, read[object.metadata.name] ?? {}) : object,
    );
  },
});

/** Each `up` would change what a chart makes up anew. */
function refuseChange(objects: readonly Manifest[], again: readonly Manifest[]): never {
  const texts = new Set(again.map((object) => JSON.stringify(object)));
  const changed = objects
    .filter((object) => !texts.has(JSON.stringify(object)))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  throw new Error(
    `it renders differently each time, so that every \`up\` changes it: ${changed.join(", ") || "the order of its objects"}. ` +
      "Set the value that it makes up",
  );
}
