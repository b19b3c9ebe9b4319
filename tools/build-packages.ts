/**
 * Builds what other repositories import: `dist/` of the components, and of the facts they stand on, as JavaScript with
 * declarations. `npm run build:packages` does it, `npm publish components/dist` publishes it. Types are checked by
 * `npm run typecheck`, not here.
 */
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;

/** Importers name modules as we do, by their TypeScript file; the package answers with what was compiled from it. */
const exports = {
  "./*.json": "./*.json",
  "./*.ts": { types: "./*.d.ts", default: "./*.js" },
};

/**
 * Compiles a package folder into its `dist/`, with a manifest of its own.
 *
 * @param folder Folder under the root.
 * @param needs What the manifest says it needs: `dependencies`, `peerDependencies`.
 */
function build(folder: string, needs: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  const source = resolve(root, folder);
  const target = join(source, "dist");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  const files = globSync("**/*.ts", {
    cwd: source,
    exclude: (path) => /dist|\.test\.ts$|refresh|generate\.ts/.test(path),
  });
  const program = ts.createProgram(
    files.map((file) => join(source, file)),
    {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noCheck: true,
      skipLibCheck: true,
      rewriteRelativeImportExtensions: true,
      resolveJsonModule: true,
      declaration: true,
      rootDir: root,
      outDir: target,
    },
  );
  program.emit(undefined, (path, text) => {
    const inside = path.slice(join(target, folder).length);
    // Files of other packages that the compiler followed belong to those.
    if (!path.startsWith(join(target, folder))) return;
    mkdirSync(dirname(join(target, inside)), { recursive: true });
    writeFileSync(join(target, inside), text);
  });
  for (const data of globSync("**/*.{json,gz}", {
    cwd: source,
    exclude: (path) => /dist|package\.json/.test(path),
  })) {
    mkdirSync(dirname(join(target, data)), { recursive: true });
    cpSync(join(source, data), join(target, data));
  }
  const { name, version, description, license } = manifestOf(folder);
  const manifest = { name, version, description, license, type: "module", exports, ...needs };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
const sdks = [
  "@pulumi/aws",
  "@pulumi/eks",
  "@pulumi/kubernetes",
  "@pulumi/pulumi",
  "@pulumi/random",
  "@pulumi/vault",
];

build("facts", {});
build("common", { dependencies: { "@aip/facts": manifestOf("facts").version } });
build("components", {
  dependencies: { "@aip/facts": manifestOf("facts").version, "@aip/common": manifestOf("common").version },
  peerDependencies: Object.fromEntries(sdks.map((name) => [name, `^${dependencies[name]}`])),
});
