import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The TypeScript program of some modules, with the options of `tsconfig.json`.
 *
 * @param modules Paths from the root of the repository.
 * @param options.texts Modules that are in no file, by path. Default: none.
 * @param options.compiler Compiler options that differ from the file's. Default: none.
 * @param options.base Program with the same compiler options, whose files need not be read again. Default: none.
 */
export function programOf(
  modules: readonly string[],
  options: {
    readonly texts?: ReadonlyMap<string, string>;
    readonly compiler?: ts.CompilerOptions;
    readonly base?: ts.Program;
  } = {},
): ts.Program {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
  const compiler = { ...parsed.options, ...options.compiler };
  const host = ts.createCompilerHost(compiler);
  const { readFile, fileExists, getSourceFile } = host;
  const textOf = (path: string): string | undefined => options.texts?.get(path.slice(root.length));
  host.fileExists = (path) => textOf(path) !== undefined || fileExists(path);
  host.readFile = (path) => textOf(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = textOf(path);
    return text === undefined
      ? (options.base?.getSourceFile(path) ?? getSourceFile(path, version, ...rest))
      : ts.createSourceFile(path, text, version, true);
  };
  return ts.createProgram(
    modules.map((module) => `${root}${module}`),
    compiler,
    host,
  );
}
