import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Pages outside the site, whose links mkdocs does not check. */
const pages = globSync(["*.md", "llms.txt", "*/README.md", ".*/README.md"], {
  cwd: root,
  exclude: (path) => /node_modules|^site$/.test(path),
});

describe("links of pages outside the documentation site", () => {
  it("lead to files of the repository", () => {
    assert.ok(pages.includes("README.md") && pages.includes("AGENTS.md"));
    const broken = pages.flatMap((page) =>
      [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });
});
