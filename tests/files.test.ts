import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("source files", () => {
  it("have at most 300 lines: more than one concept is in a longer one", () => {
    const files = globSync("**/*.ts", {
      cwd: root,
      exclude: (path) => /node_modules|dist$|^\./.test(String(path)),
    });
    assert.ok(files.length > 500, `only ${files.length} files were found`);
    const long = files
      .map((file) => ({ file, lines: readFileSync(`${root}/${file}`, "utf8").split("\n").length - 1 }))
      .filter(({ lines }) => lines > 300);
    assert.deepEqual(long, []);
  });
});
