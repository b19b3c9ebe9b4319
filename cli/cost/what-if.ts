import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "@aip/common/records.ts";
import { folder, InvalidEnvironment, namespace, readEnvironmentFile } from "@aip/environments";
import { parse, stringify } from "yaml";
import { UsageError } from "../command.ts";
import { withTemporaryFolder } from "../temporary.ts";

/** A key of the environment file and the value it is tried with, such as `platform:network.nat` and `single`. */
export interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Reads `key=value`. The key is written as in the environment file, with or without `platform:`; the value is YAML.
 *
 * @throws UsageError where there is no key or the value is not YAML.
 */
export function readSetting(text: string): Setting {
  const at = text.indexOf("=");
  const key = text.slice(0, Math.max(at, 0)).replace(new RegExp(`^${namespace}:`), "");
  const path = key.split(".");
  if (at < 1 || path.includes("")) {
    throw new UsageError(`--set ${text}: expected a key and a value such as platform:network.nat=single`);
  }
  try {
    return { path, value: parse(text.slice(at + 1)) };
  } catch {
    throw new UsageError(`--set ${text}: the value is not YAML`);
  }
}

/** The content of an environment file with settings put in. The file's own values are left as they are otherwise. */
export function withSettings(content: unknown, settings: readonly Setting[]): Record<string, unknown> {
  const file = structuredClone(content) as { config?: Record<string, unknown> } | null;
  const config: Record<string, unknown> = { ...file?.config };
  for (const { path, value } of settings) {
    const [section = "", ...rest] = path;
    const key = `${namespace}:${section}`;
    config[key] = rest.length === 0 ? value : inserted(config[key], rest, value);
  }
  return { ...file, config };
}

function inserted(target: unknown, path: readonly string[], value: unknown): unknown {
  const [key = "", ...rest] = path;
  const object = isRecord(target) ? target : {};
  return { ...object, [key]: rest.length === 0 ? value : inserted(object[key], rest, value) };
}

/**
 * Runs something on a folder that holds the environment's file with settings put in. The repository's own file is not
 * touched; the folder is gone afterwards.
 *
 * @throws UsageError naming what the settings make wrong, before anything runs.
 */
export async function withChangedEnvironment<T>(
  name: string,
  settings: readonly Setting[],
  use: (directory: string) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder("aip-cost-", async (directory) => {
    const file = `Pulumi.${name}.yaml`;
    const content = withSettings(parse(readFileSync(join(folder, file), "utf8")), settings);
    writeFileSync(join(directory, file), stringify(content));
    check(name, directory);
    return use(directory);
  });
}

function check(name: string, directory: string): void {
  try {
    readEnvironmentFile(name, directory);
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    // Lines would be those of the temporary file.
    const mistakes = error.mistakes.map(({ text }) => `  - ${text}`);
    throw new UsageError(`with what --set says, ${name} is no valid environment:\n${mistakes.join("\n")}`);
  }
}
