import type { Path } from "@aip/common/problems.ts";
import type { z } from "zod";
import { environmentSchema } from "./schema/index.ts";

type Definition = z.core.$ZodTypeDef & {
  readonly innerType?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
};

/** A schema without what only makes it optional or gives it a default. */
function bare(schema: z.core.$ZodType): Definition {
  const definition = schema._zod.def as Definition;
  return definition.innerType ? bare(definition.innerType) : definition;
}

/** The schema of the value at a path of the environment file; `undefined` where there is none. */
export function schemaAt(path: Path): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = environmentSchema;
  for (const key of path) {
    const definition: Definition | undefined = schema && bare(schema);
    schema = definition?.shape?.[key] ?? definition?.valueType ?? definition?.element;
  }
  return schema;
}

/** The keys that a mapping of the environment file may have; none where it may have any. */
export function keysAt(path: Path): readonly string[] {
  const schema = schemaAt(path);
  return schema ? Object.keys(bare(schema).shape ?? {}) : [];
}
