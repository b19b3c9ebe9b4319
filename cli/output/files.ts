import {
  accessSync,
  constants,
  mkdtempSync,
  realpathSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { UsageError } from "../command.ts";
import { undoneBySignals } from "../signals.ts";

/**
 * Checks that files can be written, before the work begins whose result they are to hold. Nothing is left behind.
 *
 * @param files Paths by the option that named them; those that are undefined are passed over.
 * @throws UsageError with every problem.
 */
export function requireWritable(files: Readonly<Record<string, string | undefined>>): void {
  const wanted = Object.entries(files).flatMap(([option, path]) =>
    path === undefined ? [] : [{ option, path }],
  );
  const problems = wanted.flatMap(({ option, path }, index) => {
    const other = wanted.slice(0, index).find((each) => resolve(each.path) === resolve(path));
    const problem = other ? `${other.option} names the same file` : problemOf(path);
    return problem === undefined ? [] : [`${option} ${path}: ${problem}`];
  });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
}

function problemOf(path: string): string | undefined {
  const found = stat(path);
  if (path === "" || path.endsWith(sep) || found?.isDirectory()) return "is a folder; name a file in it";
  try {
    if (found) accessSync(path, constants.W_OK);
    if (!found || found.isFile()) probe(dirname(resolve(path)));
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

/** Makes something in the folder, or in the nearest one above that is there, and removes it. */
function probe(folder: string): void {
  const found = stat(folder);
  if (!found) probe(dirname(folder));
  else if (!found.isDirectory()) throw new UsageError(`${folder} is no folder`);
  else rmdirSync(mkdtempSync(join(folder, ".aip-")));
}

function stat(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** In words where the system has a code alone. */
function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "you may not write there";
    case "EROFS":
      return "is on a file system that is read-only";
    case "ENOSPC":
      return "the disk is full";
    default:
      return message;
  }
}

export interface OutputFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Writes files, each whole or not at all: under a name beside its own, which it then takes. Missing folders are made.
 *
 * @throws UsageError naming the file that cannot be written; none is changed then.
 */
export async function writeFiles(files: readonly OutputFile[]): Promise<void> {
  const named = files
    .filter(({ path }) => !isDevice(path))
    .map((file) => ({ ...file, ...draftOf(file.path) }));
  const begun: string[] = [];
  const undo = () => {
    for (const draft of begun) rmSync(draft, { force: true });
  };
  await undoneBySignals(undo, async () => {
    try {
      for (const { path, draft, content, mode } of named) {
        await naming(path, async () => {
          await mkdir(dirname(draft), { recursive: true });
          begun.push(draft);
          await writeFile(draft, content);
          if (mode !== undefined) await chmod(draft, mode);
        });
      }
      for (const { path, draft, target } of named) await naming(path, () => rename(draft, target));
    } finally {
      undo();
    }
  });
  for (const { path, content } of files.filter((file) => isDevice(file.path))) {
    await naming(path, () => writeFile(path, content));
  }
}

/** Devices and pipes, such as /dev/stdout, have no name that another file could take. */
const isDevice = (path: string): boolean => stat(path)?.isFile() === false;

/** Where a file is written first, and what it replaces. A link stays a link: what it points to is replaced. */
function draftOf(path: string): { readonly draft: string; readonly target: string; readonly mode?: number } {
  const found = stat(path);
  const target = found ? realpathSync(path) : resolve(path);
  const draft = `${target}.${process.pid}.tmp`;
  return found ? { draft, target, mode: found.mode } : { draft, target };
}

async function naming(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${reason(error)}`);
  }
}
