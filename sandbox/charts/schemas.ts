import { createHash } from "node:crypto";
import { isRecord } from "@aip/common/records.ts";
import type { Properties } from "../core/properties.ts";
import { readCache, writeCache } from "./cache.ts";

interface Version {
  readonly schema?: { readonly openAPIV3Schema?: unknown };
}

/** The definition with another value in the place of each of its schemas. */
function replaced<Definition extends Properties>(
  definition: Definition,
  replace: (schema: unknown) => unknown,
): Definition {
  const spec = isRecord(definition.spec) ? definition.spec : {};
  if (!Array.isArray(spec.versions) || !spec.versions.every(isRecord)) return definition;
  const versions = (spec.versions as readonly Version[]).map((version) => ({
    ...version,
    schema: { ...version.schema, openAPIV3Schema: replace(version.schema?.openAPIV3Schema) },
  }));
  return { ...definition, spec: { ...spec, versions } };
}

const digestForm = /^sha256:[0-9a-f]{64}$/;
const fileOf = (digest: string): string => `schema-${digest.slice("sha256:".length)}`;

/**
 * A custom resource definition with a digest in the place of each schema: most of what charts render to is schemas, which
 * nobody reads in a plan. The schemas are kept by their digests.
 */
export const withoutSchemas = <Definition extends Properties>(definition: Definition): Definition =>
  replaced(definition, (schema) => {
    const text = JSON.stringify(schema ?? null);
    const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    if (readCache(fileOf(digest)) === undefined) writeCache(fileOf(digest), schema ?? null);
    return digest;
  });

/**
 * The definition as a whole, from the one that a plan has.
 *
 * @throws Error where the cache of rendered charts has not kept a schema.
 */
export const withSchemas = <Definition extends Properties>(definition: Definition): Definition =>
  replaced(definition, (digest) => {
    if (typeof digest !== "string" || !digestForm.test(digest)) return digest;
    const schema = readCache(fileOf(digest));
    if (schema !== undefined) return schema;
    throw new Error(`Schema ${digest} is not kept: delete the folder rendered/ of the cache, and plan again`);
  });

/** The definition with the schemas that were taken out as values that are not known. */
export const withUnknownSchemas = (definition: Properties): Properties =>
  replaced(definition, (schema) => (typeof schema === "string" ? undefined : schema));
