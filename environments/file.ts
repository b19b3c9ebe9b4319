import { existsSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "@aip/common/nearest.ts";
import { InvalidEnvironment, namespace } from "./invalid-environment.ts";
import { environmentNames, folder } from "./names.ts";
import { parseEnvironment } from "./parse.ts";
import { sharedRanges } from "./ranges.ts";
import { type Environment, environmentSchema } from "./schema/index.ts";
import { readConfigFile } from "./yaml.ts";

export interface EnvironmentFile {
  readonly environment: Environment;
  /** The configuration as the engine hands it to a program: full keys, objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Reads and checks an environment file, also against the ranges of the others in its folder.
 *
 * @throws InvalidEnvironment for a file that is missing, cannot be read, or has mistakes.
 */
export function readEnvironmentFile(name: string, directory = folder): EnvironmentFile {
  const path = join(directory, `Pulumi.${name}.yaml`);
  const names = environmentNames(directory);
  if (!existsSync(path)) {
    const near = didYouMean(name, names);
    throw new InvalidEnvironment(name, [{ text: `no such file; there are: ${names.join(", ")}${near}` }]);
  }
  const file = readConfigFile(path);
  // A file whose form is wrong has no values to check.
  if (file.mistakes.length > 0 && Object.keys(file.config).length === 0) {
    throw new InvalidEnvironment(name, file.mistakes);
  }
  const values: Record<string, unknown> = {};
  const config: Record<string, string> = {};
  const mistakes = [...file.mistakes];
  for (const [key, value] of Object.entries(file.config)) {
    config[key] = typeof value === "string" ? value : JSON.stringify(value);
    if (key.startsWith(`${namespace}:`)) values[key.slice(namespace.length + 1)] = value;
    else if (!key.startsWith("pulumi:")) {
      const known = Object.keys(environmentSchema.shape).map((own) => `${namespace}:${own}`);
      const near = didYouMean(`${namespace}:${key.slice(key.indexOf(":") + 1)}`, known);
      mistakes.push({
        text: `${key}: found a key of another program; allowed: keys that start with ${namespace}: or pulumi:${near}`,
        position: file.locate([key]),
      });
    }
  }
  mistakes.push(
    ...sharedRanges(
      file,
      names.filter((other) => other !== name),
      directory,
    ),
  );
  const locate = ([first, ...rest]: readonly (string | number)[]) =>
    file.locate([`${namespace}:${first}`, ...rest]);
  return { environment: parseEnvironment(name, values, { locate, mistakes }), config };
}
