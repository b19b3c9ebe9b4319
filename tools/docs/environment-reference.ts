/** The reference of the environment file in Markdown: every key with its type, default, bounds and price. */
import type { JsonSchema } from "./environment-schema.ts";
import { typeOf } from "./types.ts";

interface Key {
  /** As in `cluster.nodePools.<name>.min`; `[]` stands for the entries of a list. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Every key below a schema, in the order of the sources, each before the keys inside it. */
export function keysOf(schema: JsonSchema, path = ""): Key[] {
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const own = { path: `${path}${name}`, schema: key, required: schema.required?.includes(name) ?? false };
    return [own, ...keysOf(key, `${own.path}.`)];
  });
  const { additionalProperties: values, items, anyOf = [], oneOf = [] } = schema;
  return [
    ...inside,
    ...(typeof values === "object" ? keysOf(values, `${path}<name>.`) : []),
    ...(items ? keysOf(items, `${path.replace(/\.$/, "")}[].`) : []),
    ...[...anyOf, ...oneOf].flatMap((alternative) => keysOf(alternative, path)),
  ];
}

export function environmentReference(schema: JsonSchema): string {
  const sections = Object.entries(schema.properties ?? {}).map(([name, section]) => {
    const required = schema.required?.includes(name) ?? false;
    return [
      entry({ path: name, schema: section, required }, "##"),
      ...keysOf(section, `${name}.`).map((key) => entry(key, "###")),
    ];
  });
  return `${[introduction(keysOf(schema).length), ...sections.flat()].join("\n\n")}\n`;
}

const introduction = (count: number): string =>
  [
    "# Keys of an environment file",
    "",
    `The ${count} keys of \`environments/Pulumi.<environment>.yaml\`. In the file, \`platform:\` is written before the first`,
    "word of a key, and what follows a dot is indented below it. `<name>` is a name of your choice, `[]` an entry of a list.",
    "This page is generated from the schema by `npm run docs:generate`; a test keeps it true.",
    "",
    "A price is given where a key has one of its own. What any key changes in the price of an environment, in US dollars a",
    "month: `npx aip cost <environment> --set platform:<key>=<value>`.",
  ].join("\n");

function entry({ path, schema, required }: Key, heading: string): string {
  const [first = "", ...others] = (schema.description ?? "").split(/(?<=\.)\s+(?=[A-Z\d`])/);
  // The schema's own default is the one that holds; a comment says it where the schema cannot.
  const text = [first, ...others.filter((sentence) => !isPrice(sentence))].filter(
    (sentence) => !(schema.default !== undefined && sentence.startsWith("Default:")),
  );
  const facts = [
    ["Type", typeOf(schema)],
    ["Default", required ? "none; the key is required" : defaultOf(schema)],
    ["Allowed", allowed(schema)],
    ["Price", others.filter(isPrice).join(" ")],
  ].flatMap(([name, value]) => (value ? [`- ${name}: ${value}`] : []));
  return [`${heading} ${code(path)}`, text.join(" "), facts.join("\n")].filter(Boolean).join("\n\n");
}

const code = (text: string): string => `\`${text}\``;

const isPrice = (sentence: string): boolean =>
  /\bUSD\b|\b(price|costs?|free)\b/i.test(sentence) && !sentence.startsWith("Default:");

function defaultOf(schema: JsonSchema): string {
  if (schema.default === undefined || (schema.properties && isEmpty(schema.default))) return "";
  return isEmpty(schema.default) ? "none" : code(JSON.stringify(schema.default).replace(/^"(.*)"$/, "$1"));
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** Every value where there are few, else what the schema expects in its own words, else its bounds. */
function allowed(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(", ");
  if (schema.errorMessage) return schema.errorMessage.replaceAll(/(^|; )expected /g, "$1");
  const inside =
    schema.items ??
    (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
  if (inside && !inside.properties) return allowed(inside);
  return [
    ...(schema.minimum === undefined ? [] : [`at least ${schema.minimum}`]),
    ...(schema.maximum === undefined || schema.maximum === Number.MAX_SAFE_INTEGER
      ? []
      : [`at most ${schema.maximum}`]),
  ].join(", ");
}
