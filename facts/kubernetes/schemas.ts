import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A part of a schema, as `tools/kubernetes-schemas.ts` wrote it. */
export interface SchemaNode {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** OpenAPI's formats, and `int-or-string`, `quantity`, `labels` and `annotations` for the types of those names. */
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  /** Whether fields that are not declared are kept. */
  readonly open?: boolean;
  /** Name of the shared definition that applies here. */
  readonly $ref?: string;
}

export interface KindSchema {
  /** Whether objects of the kind are in a namespace. */
  readonly namespaced: boolean;
  /** The schema of the object; for custom resources without `apiVersion`, `kind`, `metadata`. */
  readonly schema: SchemaNode;
}

interface BuiltIn {
  readonly source: string;
  readonly date: string;
  readonly kinds: Readonly<Record<string, { readonly ref: string; readonly namespaced: boolean }>>;
  readonly definitions: Readonly<Record<string, SchemaNode>>;
}

interface Group {
  readonly kinds: Readonly<Record<string, KindSchema>>;
}

const loaded = new Map<string, unknown>();

/** Files are read when their first kind is asked for: a plan touches few of the groups. */
function load<T>(name: string): T | undefined {
  if (!loaded.has(name)) {
    // The same path leads there from `dist/` of the published package.
    const file = new URL(`../kubernetes/schemas/${name}.json.gz`, import.meta.url);
    loaded.set(
      name,
      existsSync(file) ? JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) : undefined,
    );
  }
  return loaded.get(name) as T | undefined;
}

const builtIn = (): BuiltIn => load<BuiltIn>("built-in") as BuiltIn;

/** The shared definition of that name, such as `io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`. */
export const definition = (name: string): SchemaNode => builtIn().definitions[name] ?? { open: true };

/** What Kubernetes or a custom resource definition asks of a kind; undefined where there is no such kind. */
export function kindSchema(apiVersion: string, kind: string): KindSchema | undefined {
  const key = `${apiVersion}/${kind}`;
  const known = builtIn().kinds[key];
  if (known) return { namespaced: known.namespaced, schema: { $ref: known.ref } };
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : undefined;
  return group === undefined ? undefined : load<Group>(group)?.kinds[key];
}

/** What an API server serves before anything is installed, as `group/version` and `group/version/Kind`, sorted. */
export function builtInApis(): string[] {
  const kinds = Object.keys(builtIn().kinds);
  const versions = kinds.map((key) => key.slice(0, key.lastIndexOf("/")));
  return [...new Set([...versions, ...kinds])].sort();
}
