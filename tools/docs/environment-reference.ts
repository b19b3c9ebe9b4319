/** The reference of the environment file in Markdown: every key with its type, default, bounds and price. */
import type { JsonSchema } from "./environment-schema.ts";
import { typeOf } from "./types.ts";

interface Key {
  /** As in `cluster.nodePools.<name>.min`; `[]` means the entries of a list. */
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
  const { about, price, defaultText } = commentOf(schema);
  const facts = [
    ["Type", typeOf(schema)],
    ["Default", required ? "none; the key is required" : defaultOf(schema, defaultText)],
    ["Allowed", allowed(schema)],
    ["Price", price],
  ].flatMap(([name, value]) => (value ? [`- ${name}: ${value}`] : []));
  return [`${heading} ${code(path)}`, about, facts.join("\n")].filter(Boolean).join("\n\n");
}

/** The sentences of a comment: what the key does, what it costs, and the default in words. */
export function commentOf({
  description = "",
}: JsonSchema): Record<"about" | "price" | "defaultText", string> {
  const sentences = description.split(/(?<=\.)\s+(?=[A-Z\d`])/);
  const isDefault = (sentence: string): boolean => sentence.startsWith("Default: ");
  // The first sentence says what the key does, even where that is a price.
  const isPrice = (sentence: string, index: number): boolean =>
    index > 0 && !isDefault(sentence) && /\bUSD\b|\b(price|costs?|free)\b/i.test(sentence);
  return {
    about: sentences.filter((sentence, index) => !isDefault(sentence) && !isPrice(sentence, index)).join(" "),
    price: sentences.filter(isPrice).join(" "),
    defaultText: sentences.find(isDefault)?.replace(/^Default: (.*?)\.?$/, "$1") ?? "",
  };
}

const code = (text: string): string => `\`${text}\``;

/** The default that the schema fills in; in the comment's words where it has none by itself, or one of many keys. */
function defaultOf({ default: value, properties }: JsonSchema, words: string): string {
  if (value === undefined || (properties && isEmpty(value))) return words;
  if (isEmpty(value)) return "none";
  const text = code(JSON.stringify(value).replace(/^"(.*)"$/, "$1"));
  const isSection = typeof value === "object" && !Array.isArray(value);
  // "2; 1 in development" says more than the schema does.
  return isSection || words.startsWith(`${value}; `) ? words || text : text;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** Every value where there are few, else what the schema expects in its own words, else its bounds; and of entries the same. */
function allowed(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(", ");
  const own = schema.errorMessage?.replaceAll(/(^|; )expected /g, "$1") ?? bounds(schema);
  const { items, additionalProperties: values } = schema;
  const entries = items ?? (typeof values === "object" ? values : undefined);
  const each = entries && !entries.properties ? allowed(entries) : "";
  return [own, each && `each ${each}`].filter(Boolean).join("; ");
}

const bounds = ({ minimum, maximum }: JsonSchema): string =>
  [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [`at most ${maximum}`]),
  ].join(", ");
