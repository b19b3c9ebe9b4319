import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The packages that other repositories install. */
export const packages = ["components", "facts", "policies", "pricing"] as const;
export type Package = (typeof packages)[number];

interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export const manifestOf = (name: Package): Manifest =>
  JSON.parse(readFileSync(join(repository, name, "package.json"), "utf8")) as Manifest;

/** What a package is imported as, without the way in that only this repository has: its sources. */
export const subpathsOf = (name: Package): string[] =>
  Object.keys(manifestOf(name).exports)
    .filter((subpath) => !subpath.includes("*") && subpath !== "./package.json")
    .map((subpath) => `@aip/${name}${subpath.slice(1)}`);

let folder: string | undefined;

/** The tarball of each package, built and packed once a run of the tests as `npm publish` would do. */
export function tarballs(): Readonly<Record<Package, string>> {
  if (folder === undefined) {
    folder = mkdtempSync(join(tmpdir(), "aip-packed-"));
    const packed = folder;
    process.once("exit", () => rmSync(packed, { recursive: true, force: true }));
    const workspaces = packages.flatMap((name) => ["--workspace", `@aip/${name}`]);
    execFileSync("npm", ["pack", "--silent", "--pack-destination", packed, ...workspaces], {
      cwd: repository,
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const file = (name: Package) => join(folder as string, `aip-${name}-${manifestOf(name).version}.tgz`);
  return Object.fromEntries(packages.map((name) => [name, file(name)])) as Record<Package, string>;
}

/** The example of a package: the first block of TypeScript in its README. */
export function exampleOf(name: Package): string {
  const readme = readFileSync(join(repository, name, "README.md"), "utf8");
  const example = /^```ts\n([\s\S]*?)^```/m.exec(readme)?.[1];
  if (example === undefined) throw new Error(`${name}/README.md has no block of ts.`);
  return example;
}
