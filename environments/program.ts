import * as pulumi from "@pulumi/pulumi";
import { namespace } from "./invalid-environment.ts";
import { parseEnvironment } from "./parse.ts";
import type { Environment } from "./schema/index.ts";

/**
 * The environment of the running Pulumi program, from the engine's configuration. The whole file is checked by every
 * layer, so that a mistake shows in the first one. The engine hands over values and no file: the error names keys but no
 * lines, and the ranges of other environments are not compared.
 *
 * @throws InvalidEnvironment listing every mistake; the engine shows it without a stack trace.
 */
export function currentEnvironment(): Environment {
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = parseValue(text);
  }
  return parseEnvironment(pulumi.getStack(), values);
}

/** The engine hands objects and booleans over as JSON, and text as it is. No key of ours is a bare number. */
function parseValue(text: string): unknown {
  if (!/^([[{]|true$|false$)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
