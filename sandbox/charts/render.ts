import { createHash } from "node:crypto";
import { readCache, writeCache } from "./cache.ts";
import { type Helm, type Release, template } from "./helm.ts";
import { isDefinition, type Manifest, readObjects } from "./objects.ts";
import { withoutSchemas } from "./schemas.ts";
import type { ChartSource } from "./source.ts";

/** Changes whenever what is kept for a rendered chart does. */
const form = 2;

/**
 * The objects that a chart renders to, in the order in which they are registered: rendered as the provider would, or read from
 * what an earlier call rendered with the same Helm, files and release. Definitions have digests in the place of schemas.
 *
 * @throws Error with what Helm says, or where the chart renders differently each time.
 */
export async function render(
  helm: Helm,
  source: ChartSource,
  release: Release,
): Promise<readonly Manifest[]> {
  const key = createHash("sha256")
    .update(JSON.stringify([form, helm.version, source.digest, release]))
    .digest("hex");
  const kept = readCache(key) as Manifest[] | undefined;
  if (kept) return kept;
  const [text, again] = await Promise.all([
    template(helm, source.path, release),
    template(helm, source.path, release),
  ]);
  const objects = readObjects(text, release.namespace);
  if (again !== text) refuseChange(objects, readObjects(again, release.namespace));
  const light = objects.map((object) => (isDefinition(object) ? withoutSchemas(object) : object));
  writeCache(key, light);
  return light;
}

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
