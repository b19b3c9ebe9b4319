import * as pulumi from "@pulumi/pulumi";
import { namespace } from "./mistakes.ts";
import { parseEnvironment } from "./parse.ts";
import type { Environment } from "./schema/index.ts";

/**
 * The environment of the running Pulumi program, from the engine's configuration. The whole file is checked by every
 * layer, so that a mistake shows in the first one.
 */
export function currentEnvironment(): Environment {
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = parseValue(text);
  }
  try {
    return parseEnvironment(pulumi.getStack(), values);
  } catch (error) {
    // RunError is shown by the CLI without a stack trace: the message is for a person.
    throw new pulumi.RunError((error as Error).message);
  }
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
