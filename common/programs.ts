import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Whether a file is there and can be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a program, or undefined where it is not installed.
 *
 * @param path Folders to look in. Default: those of the process.
 */
export const findProgram = (program: string, path = process.env.PATH ?? ""): string | undefined =>
  path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, program))
    .find(isExecutable);

/** The folder that a program of ours keeps what it can make or fetch again in. */
export const cacheFolder = (program: string): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), program);
