import { createHash } from "node:crypto";
import { isRecord } from "@aip/common/records.ts";
import type { Properties } from "../core/properties.ts";

/** The schemas of a custom resource definition, by version. */
export type DefinitionSchemas = Readonly<Record<string, unknown>>;

interface Version {
  readonly name: string;
  readonly schema?: { readonly openAPIV3Schema?: unknown };
}

const versionsOf = (definition: Properties): readonly Version[] =>
  (definition.spec as { versions: readonly Version[] }).versions;

/** The definition with another text or schema in the place of each of its schemas. */
function replaced<Definition extends Properties>(
  definition: Definition,
  replace: (version: Version) => unknown,
): Definition {
  const versions = versionsOf(definition).map((version) => ({
    ...version,
    schema: { ...version.schema, openAPIV3Schema: replace(version) },
  }));
  return { ...definition, spec: { ...(definition.spec as object), versions } };
}

/** What is in a plan in the place of a schema: most of what a chart renders to is schemas, which nobody reads there. */
const digest = (schema: unknown): string =>
  `sha256:${createHash("sha256").update(JSON.stringify(schema)).digest("hex").slice(0, 32)}`;

/** Takes the schemas out of a definition. */
export function withoutSchemas<Definition extends Properties>(
  definition: Definition,
): { definition: Definition; schemas: DefinitionSchemas } {
  const schemas = versionsOf(definition).map(({ name, schema }) => [name, schema?.openAPIV3Schema]);
  return {
    definition: replaced(definition, ({ schema }) => digest(schema?.openAPIV3Schema ?? null)),
    schemas: Object.fromEntries(schemas),
  };
}

/** Puts the schemas back. */
export const withSchemas = <Definition extends Properties>(
  definition: Definition,
  schemas: DefinitionSchemas,
): Definition => replaced(definition, ({ name }) => schemas[name]);

/** The definition with the schemas that were taken out as values that are not known. */
export function withUnknownSchemas(definition: Properties): Properties {
  const spec = isRecord(definition.spec) ? definition.spec : {};
  if (!Array.isArray(spec.versions) || !spec.versions.every(isRecord)) return definition;
  return replaced(definition, ({ schema }) => {
    const given = schema?.openAPIV3Schema;
    return typeof given === "string" ? undefined : given;
  });
}
