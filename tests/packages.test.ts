import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { manifestOf, type Package, packages, repository, tarballs } from "./consumers/packed.ts";

const read = (...path: string[]): string => readFileSync(join(...path), "utf8");

/** Code without the lines of documentation, in which examples import too. */
const withoutComments = (code: string): string => code.replaceAll(/^\s*\*.*$/gm, "");

describe("What other repositories install", function () {
  this.timeout(900_000);
  const scratch = mkdtempSync(join(tmpdir(), "aip-tarballs-"));
  const unpacked = (name: Package) => join(scratch, name, "package");

  before(() => {
    for (const [name, file] of Object.entries(tarballs())) {
      execFileSync("mkdir", ["-p", join(scratch, name)]);
      execFileSync("tar", ["-xzf", file, "-C", join(scratch, name)]);
    }
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  for (const name of packages) {
    describe(`@aip/${name}`, () => {
      const files = () => globSync("**/*.*", { cwd: unpacked(name) });

      it("has code, declarations and source maps, and nothing of tests", () => {
        for (const extension of [".js", ".cjs", ".d.ts", ".d.cts", ".js.map", ".cjs.map"])
          assert.ok(
            files().some((file) => file.startsWith("dist/") && file.endsWith(extension)),
            `no ${extension}`,
          );
        const sources = files()
          .filter((file) => file.endsWith(".map"))
          .flatMap((file) => (JSON.parse(read(unpacked(name), file)) as { sources: string[] }).sources);
        assert.ok(sources.length > 0, "no sources");
        assert.deepEqual(
          [...files(), ...sources].filter((file) => /\.test\.|(^|\/)(testing|cases)\/|@?sandbox/.test(file)),
          [],
        );
      });

      it("has the licence of the repository, and a README", () => {
        assert.equal(read(unpacked(name), "LICENSE"), read(repository, "LICENSE"));
        assert.match(read(unpacked(name), "README.md"), new RegExp(`npm install.*@aip/${name}`));
      });

      it("declares what it imports", () => {
        const { dependencies, peerDependencies } = manifestOf(name);
        const declared = Object.keys({ ...dependencies, ...peerDependencies });
        const imported = files()
          .filter((file) => /\.c?js$|\.d\.c?ts$/.test(file))
          .flatMap((file) => [
            ...withoutComments(read(unpacked(name), file)).matchAll(
              /\bfrom\s*["']([@\w./:-]+)["']|^import ["']([@\w./:-]+)["']|\brequire\(["']([@\w./:-]+)["']\)/gm,
            ),
          ])
          .map(([, ...found]) => found.find((specifier) => specifier !== undefined) ?? "")
          .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier));
        assert.deepEqual([...new Set(imported)].sort(), declared.sort());
      });

      it("is put together as package managers and compilers expect", async () => {
        const { messages, pkg } = await publint({ pkgDir: unpacked(name), pack: false, strict: true });
        assert.deepEqual(
          messages.map((message) => formatMessage(message, pkg ?? {})),
          [],
        );
      });
    });
  }
});

describe("The index of the components", () => {
  const sources = globSync("components/**/*.ts", { cwd: repository, exclude: ["**/dist/**"] }).filter(
    (file) => !/\.test\.ts$|\/(testing|cases|exports)\//.test(file),
  );
  const classes = sources.flatMap((file) =>
    [
      ...read(repository, file).matchAll(
        /^export class (\w+) extends pulumi\.ComponentResource[\s\S]*?constructor\([\s\S]*?args: (?:Pick<)?(\w+Args)?/gm,
      ),
    ].map(([, name = "", args]) => ({ file, name, args })),
  );
  const areas = globSync("components/exports/*.ts", { cwd: repository }).map((file) =>
    read(repository, file),
  );

  it("has every component", async () => {
    assert.ok(classes.length > 50, `${classes.length} components found`);
    const index = (await import("@aip/components/exports/index.ts")) as Record<string, unknown>;
    assert.deepEqual(
      classes.filter(({ name }) => typeof index[name] !== "function"),
      [],
    );
  });

  it("has the type of every component's arguments", () => {
    assert.deepEqual(
      classes.filter(
        ({ args }) => args !== undefined && !areas.some((text) => new RegExp(`\\b${args}\\b`).test(text)),
      ),
      [],
    );
  });

  it("has every area, each a subpath of its own", () => {
    const names = globSync("*.ts", { cwd: join(repository, "components", "exports") }).map((file) =>
      file.replace(/\.ts$/, ""),
    );
    const subpaths = Object.keys(manifestOf("components").exports).map(
      (subpath) => subpath.replace(/^\.\/?/, "") || "index",
    );
    assert.deepEqual(
      names.filter((name) => !subpaths.includes(name)),
      [],
    );
    const index = read(repository, "components", "exports", "index.ts");
    assert.deepEqual(
      names.filter((name) => name !== "index" && !index.includes(`"./${name}.ts"`)),
      [],
    );
  });
});

describe("The index of the facts", () => {
  it("has every table", () => {
    const index = read(repository, "facts", "exports", "index.ts");
    const tables = globSync("*.ts", { cwd: join(repository, "facts") }).filter(
      (file) => !file.endsWith(".test.ts"),
    );
    assert.deepEqual(
      tables.filter((file) => !index.includes(`"../${file}"`)),
      [],
    );
  });
});
