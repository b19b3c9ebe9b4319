import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { namespace } from "./mistakes.ts";
import { environmentNames, folder } from "./names.ts";
import { InvalidEnvironment, parseEnvironment } from "./parse.ts";
import type { Environment } from "./schema/index.ts";

export interface EnvironmentFile {
  readonly environment: Environment;
  /** The configuration as the engine hands it to a program: full keys, objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Reads and checks an environment file.
 *
 * @throws InvalidEnvironment for a file that is missing, is not YAML, or has mistakes.
 */
export function readEnvironmentFile(name: string, directory = folder): EnvironmentFile {
  const path = join(directory, `Pulumi.${name}.yaml`);
  if (!existsSync(path)) {
    throw new InvalidEnvironment(name, [
      `no such file; there are: ${environmentNames(directory).join(", ")}`,
    ]);
  }
  const content = parseYaml(name, readFileSync(path, "utf8"));
  const values: Record<string, unknown> = {};
  const config: Record<string, string> = {};
  const foreign = Object.keys(content).filter((key) => !/^(platform|pulumi):/.test(key));
  if (foreign.length > 0) {
    throw new InvalidEnvironment(
      name,
      foreign.map((key) => `${key}: expected a key that starts with ${namespace}: or pulumi:`),
    );
  }
  for (const [key, value] of Object.entries(content)) {
    config[key] = typeof value === "string" ? value : JSON.stringify(value);
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = value;
  }
  return { environment: parseEnvironment(name, values), config };
}

function parseYaml(name: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new InvalidEnvironment(name, [`not YAML: ${(error as Error).message}`]);
  }
  const config = (content as { config?: unknown } | null)?.config;
  if (config === null || typeof config !== "object" || Array.isArray(config)) {
    throw new InvalidEnvironment(name, [
      `config: expected a mapping of keys, found ${JSON.stringify(config)}`,
    ]);
  }
  return config as Record<string, unknown>;
}
