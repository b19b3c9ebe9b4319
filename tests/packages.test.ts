import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Proves that another repository can import the built packages: nothing of this one but the SDKs is within reach. */
describe("the packages other repositories import", () => {
  const scratch = mkdtempSync(join(tmpdir(), "aip-packages-"));
  after(() => rmSync(scratch, { recursive: true, force: true }));

  before(() => {
    execFileSync(process.execPath, [join(root, "tools", "build-packages.ts")]);
    const modules = join(scratch, "node_modules");
    mkdirSync(join(modules, "@aip"), { recursive: true });
    for (const name of ["facts", "common", "components"])
      cpSync(join(root, name, "dist"), join(modules, "@aip", name), { recursive: true });
    symlinkSync(join(root, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  });

  it("run as JavaScript", () => {
    const file = join(scratch, "program.mjs");
    writeFileSync(
      file,
      `import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
       import { charts } from "@aip/facts/charts.ts";
       console.log(typeof EncryptionKey, charts.vault.chart);`,
    );
    assert.equal(execFileSync(process.execPath, [file], { encoding: "utf8" }).trim(), "function vault");
  });

  it("carry their types", () => {
    const file = join(scratch, "program.mts");
    writeFileSync(
      file,
      `import { EncryptionKey } from "@aip/components/core/encryption-key.ts";
       export const key: EncryptionKey = new EncryptionKey("key", { descriptio: "misspelt" });`,
    );
    const args = [
      "--noEmit",
      "--module",
      "nodenext",
      "--target",
      "es2024",
      "--skipLibCheck",
      "--strict",
      "--allowImportingTsExtensions",
    ];
    assert.throws(
      () =>
        execFileSync(join(root, "node_modules", ".bin", "tsc"), [...args, file], {
          cwd: scratch,
          encoding: "utf8",
        }),
      (error: { stdout: string }) => {
        assert.match(error.stdout, /'descriptio' does not exist in type 'EncryptionKeyArgs'/);
        assert.equal(error.stdout.trim().split("\n").length, 1, error.stdout);
        return true;
      },
    );
  });
});
