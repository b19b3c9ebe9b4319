import { readFileSync } from "node:fs";
import type { Path } from "@aip/common/problems.ts";
import { isRecord } from "@aip/common/records.ts";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Mistake, Position } from "./invalid-environment.ts";

/** The configuration of an environment file as it is written. */
export interface ConfigFile {
  /** Full keys and their values. Empty where the file cannot be read. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Where the value of a path below `config` is: at its key, else at the nearest above that is there. */
  readonly locate: (path: Path) => Position | undefined;
  /** Why the file cannot be read as it is. */
  readonly mistakes: readonly Mistake[];
}

/** Reads an environment file; what is wrong with its form is among its mistakes. */
export function readConfigFile(path: string): ConfigFile {
  const text = readText(path);
  if (typeof text !== "string") return { config: {}, locate: () => undefined, mistakes: [text] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const locate = (keys: Path): Position | undefined => {
    const offset = offsetOf(document, ["config", ...keys]);
    return offset === undefined ? undefined : position(offset);
  };
  const mistakes = document.errors.map((error) => ({
    text: sentence(error),
    position: position(error.pos[0]),
  }));
  // A key that is there twice leaves the rest readable; anything else may have moved it.
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { config: {}, locate, mistakes };
  const content: unknown = document.toJS();
  const config = isRecord(content) ? content.config : undefined;
  if (isRecord(config)) return { config, locate, mistakes };
  const found = config === undefined ? "nothing" : JSON.stringify(config);
  const missing = { text: `config: found ${found}; allowed: a mapping of keys`, position: locate([]) };
  return { config: {}, locate, mistakes: [...mistakes, missing] };
}

/** The text of a file, or why it has none. */
function readText(path: string): string | Mistake {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return { text: "there is no such file" };
    if (code === "EISDIR") return { text: "it is a folder, not a file" };
    return { text: `it cannot be read (${code}); check its permissions` };
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const utf16 = /^(fffe|feff)/.test(bytes.toString("hex", 0, 2));
    return { text: `it is ${utf16 ? "UTF-16" : "not UTF-8"}; save it as UTF-8` };
  }
}

function sentence({ code, message }: YAMLError): string {
  if (code === "DUPLICATE_KEY") return "this key is here a second time; leave one of them";
  if (code === "TAB_AS_INDENT") return "a tab, which YAML does not take as indentation; use spaces";
  return `this is not YAML: ${message}`;
}

function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair || !isScalar(pair.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)];
      if (!item) return offset;
      offset = (item as { range?: readonly [number, number, number] | null }).range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
