import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of the environment files. */
export const folder = fileURLToPath(new URL(".", import.meta.url));

/** The names of the environments that have a file. */
export const environmentNames = (directory = folder): string[] =>
  readdirSync(directory).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
