import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A copy of the files that git knows or would take, for tests that change the code. Remove it after use. */
export class CopiedRepository {
  readonly folder = mkdtempSync(join(tmpdir(), "aip-copy-"));

  constructor() {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
    });
    for (const file of listed.split("\n").filter((name) => name !== "" && existsSync(join(root, name)))) {
      cpSync(join(root, file), join(this.folder, file));
    }
    this.#linkPackages();
  }

  /** The packages of the original, but ours, which the copy has itself. */
  #linkPackages(): void {
    const original = join(root, "node_modules");
    const modules = join(this.folder, "node_modules");
    mkdirSync(join(modules, "@aip"), { recursive: true });
    for (const name of readdirSync(original).filter((name) => name !== "@aip")) {
      symlinkSync(join(original, name), join(modules, name));
    }
    const { workspaces } = JSON.parse(this.read("package.json")) as { workspaces: string[] };
    for (const folder of workspaces.flatMap((pattern) =>
      pattern.endsWith("/*")
        ? readdirSync(join(this.folder, pattern.slice(0, -2)), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => `${pattern.slice(0, -1)}${name}`)
        : [pattern],
    )) {
      const { name } = JSON.parse(this.read(join(folder, "package.json"))) as { name: string };
      symlinkSync(join(this.folder, folder), join(modules, name));
    }
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Replaces a text that the file must have. */
  edit(path: string, before: string, after: string): void {
    const text = this.read(path);
    if (!text.includes(before)) throw new Error(`${path} does not have: ${before}`);
    this.write(path, text.replace(before, after));
  }

  delete(path: string): void {
    rmSync(join(this.folder, path));
  }

  /** Runs a program of the copy; `output` is what it wrote to both streams. */
  run(...args: readonly string[]): { readonly code: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.folder,
      encoding: "utf8",
    });
    return { code: status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
