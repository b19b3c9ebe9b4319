/**
 * Compiles the pack to JavaScript under `dist/`, with the tables of facts it needs: neither the engine nor a repository
 * that installs the package runs TypeScript. Types are checked by `npm run typecheck`, not here.
 */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = resolve(here, "dist");
// Compiled aside and then put in place: an engine that starts the pack meanwhile finds all of the old one or all of the new.
const outDir = `${target}.${process.pid}`;
const replaced = `${outDir}.old`;

/** Where a workspace package's module stands relative to the file that imports it; JavaScript in the place of TypeScript. */
function rewritten(specifier: string, from: string): string | undefined {
  const path = /^@aip\/(.+\.)ts$/.exec(specifier)?.[1];
  if (path === undefined) return undefined;
  const target = relative(dirname(from), resolve(root, path)).split(sep).join("/");
  return `${target.startsWith(".") ? target : `./${target}`}js`;
}

/** Names the facts by file: the packages they stand in are not published. */
const relativeFacts: ts.CustomTransformerFactory = (context) => {
  const { factory } = context;
  const renamed = <T extends ts.Expression | undefined>(specifier: T, from: string): T | ts.StringLiteral => {
    const name = specifier && ts.isStringLiteral(specifier) ? rewritten(specifier.text, from) : undefined;
    return name === undefined ? specifier : factory.createStringLiteral(name);
  };
  return {
    transformBundle: (bundle) => bundle,
    transformSourceFile: (file) =>
      factory.updateSourceFile(
        file,
        file.statements.map((statement) => {
          if (ts.isImportDeclaration(statement)) {
            const { modifiers, importClause, moduleSpecifier, attributes } = statement;
            const name = renamed(moduleSpecifier, file.fileName);
            return factory.updateImportDeclaration(statement, modifiers, importClause, name, attributes);
          }
          if (ts.isExportDeclaration(statement)) {
            const { modifiers, isTypeOnly, exportClause, moduleSpecifier, attributes } = statement;
            const name = renamed(moduleSpecifier, file.fileName);
            return factory.updateExportDeclaration(
              statement,
              modifiers,
              isTypeOnly,
              exportClause,
              name,
              attributes,
            );
          }
          return statement;
        }),
      ),
  };
};

/** The files of this repository that the entries import, directly or not. */
function reached(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries);
  for (const file of found) {
    if (file.endsWith(".json")) continue;
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
      if (fileName.startsWith(".")) found.add(resolve(dirname(file), fileName));
      else if (fileName.startsWith("@aip/")) found.add(resolve(root, fileName.slice("@aip/".length)));
    }
  }
  return found;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2024.d.ts"],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  noCheck: true,
  skipLibCheck: true,
  resolveJsonModule: true,
  rewriteRelativeImportExtensions: true,
  declaration: true,
  rootDir: root,
  outDir,
};
// What is reached through node_modules, as the packages of the workspace are, is not emitted unless it is named.
const program = ts.createProgram(
  [...reached([resolve(here, "pack.ts"), resolve(here, "index.ts")])],
  options,
);
const { emitSkipped, diagnostics } = program.emit(undefined, undefined, undefined, false, {
  after: [relativeFacts],
  afterDeclarations: [relativeFacts],
});
if (emitSkipped) {
  console.error(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => "\n",
    }),
  );
  rmSync(outDir, { recursive: true, force: true });
  process.exit(1);
}
if (existsSync(target)) renameSync(target, replaced);
renameSync(outDir, target);
rmSync(replaced, { recursive: true, force: true });
