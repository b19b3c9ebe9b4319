import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifests = globSync(["*/package.json", "stacks/*/package.json"], {
  cwd: root,
  exclude: (path) => path.includes("node_modules"),
});

const read = (folder: string, file: string) =>
  JSON.parse(readFileSync(join(folder, file), "utf8")) as {
    name: string;
    version: string;
    private?: boolean;
  };

describe("changesets", () => {
  const copy = mkdtempSync(join(tmpdir(), "aip-changesets-"));
  after(() => rmSync(copy, { recursive: true, force: true }));

  it("give the platform and every published package one next version, each with a changelog", () => {
    for (const file of [".changeset", "package.json", "package-lock.json", ...manifests]) {
      cpSync(join(root, file), join(copy, file), { recursive: true });
    }
    // One of its own, since there is none right after a release.
    writeFileSync(join(copy, ".changeset", "test.md"), '---\n"@aip/components": patch\n---\n\nTest.\n');
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const git = (...args: string[]) => execFileSync("git", args, { cwd: copy, stdio: "pipe" });
    git("init", "--quiet", "--initial-branch", "main");
    git("add", ".changeset", "package.json");
    git(
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.com",
      "commit",
      "--quiet",
      "--message",
      "test",
    );
    execFileSync(process.execPath, [join(root, "node_modules/@changesets/cli/bin.js"), "version"], {
      cwd: copy,
      stdio: "pipe",
    });

    const released = manifests.filter((file) => existsSync(join(copy, file, "..", "CHANGELOG.md")));
    const expected = manifests.filter((file) => file === "cli/package.json" || !read(root, file).private);
    assert.deepEqual(
      released.map((file) => read(copy, file).name).toSorted(),
      expected.map((file) => read(root, file).name).toSorted(),
    );
    assert.equal(new Set(released.map((file) => read(copy, file).version)).size, 1);
    for (const file of released) assert.notEqual(read(copy, file).version, read(root, file).version);
  });
});
